import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { compareFingerprints, type Fingerprint, readFingerprint } from '../src/index.ts'
import { watchedOps } from './support/ops.ts'
import { commit, git, repository, type Scratch, scratch } from './support/repo.ts'

setDefaultTimeout(60_000)

const ops = watchedOps()
const clean: Fingerprint = { tree: '0' }

/** The time is no question here: what is slow in a test run is not what is tested. */
function look(workspace: string): Fingerprint {
  return readFingerprint({ workspace, watch: ['tree'], ops, budgetMs: 60_000 })
}

/** Whether a step makes progress, seen from just before it. */
function advances(repo: Scratch, step: () => void): boolean {
  const before = look(repo.path)
  step()
  return compareFingerprints(before, look(repo.path)).advanced
}

describe('progress is', () => {
  test('a first edit, and a second one of the same file', () => {
    using repo = repository()
    expect(advances(repo, () => repo.write('a.txt', 'two\n'))).toBe(true)
    expect(advances(repo, () => repo.write('a.txt', 'and three\n'))).toBe(true)
  })

  test('a second edit that leaves the size as it was', () => {
    using repo = repository()
    const file = repo.write('a.txt', 'two\n')
    utimesSync(file, 1, 1)
    expect(advances(repo, () => repo.write('a.txt', 'owt\n'))).toBe(true)
  })

  test('a new file, deep in a new folder, and a second edit of it', () => {
    using repo = repository()
    expect(advances(repo, () => repo.write('x/y/z.txt', '1'))).toBe(true)
    expect(advances(repo, () => repo.write('x/y/z.txt', '12'))).toBe(true)
  })

  test('a name with spaces, quotes, line ends and letters of any script', () => {
    using repo = repository()
    const name = 'a "b"\n\tgröße 日本.txt'
    expect(advances(repo, () => repo.write(name, '1'))).toBe(true)
    expect(advances(repo, () => repo.write(name, '12'))).toBe(true)
  })

  test('a file deleted, renamed, made executable, made a link', () => {
    using repo = repository()
    const path = (name: string) => join(repo.path, name)
    repo.write('b.txt', 'b')
    repo.write('c.txt', 'c')
    repo.write('d.txt', 'd')
    commit(repo, 'more')
    expect(advances(repo, () => rmSync(path('a.txt')))).toBe(true)
    expect(advances(repo, () => renameSync(path('b.txt'), path('b2.txt')))).toBe(true)
    expect(advances(repo, () => git(repo.path, 'mv', 'c.txt', 'c2.txt'))).toBe(true)
    expect(advances(repo, () => chmodSync(path('d.txt'), 0o755))).toBe(true)
    rmSync(path('d.txt'))
    expect(advances(repo, () => symlinkSync('nowhere', path('d.txt')))).toBe(true)
  })

  test('work that was staged as it was made', () => {
    using repo = repository()
    const edit = () => {
      repo.write('a.txt', 'staged\n')
      git(repo.path, 'add', '--all')
    }
    expect(advances(repo, edit)).toBe(true)
  })

  test('the first file in a repository without a commit', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet')
    expect(look(repo.path)).toEqual(clean)
    expect(advances(repo, () => repo.write('a.txt', 'a'))).toBe(true)
  })

  test('a conflict, and another state of it', () => {
    using repo = repository()
    git(repo.path, 'checkout', '--quiet', '-b', 'side')
    repo.write('a.txt', 'side\n')
    commit(repo, 'side')
    git(repo.path, 'checkout', '--quiet', 'main')
    repo.write('a.txt', 'main\n')
    commit(repo, 'main')
    expect(advances(repo, () => expect(() => git(repo.path, 'merge', 'side')).toThrow())).toBe(true)
    expect(advances(repo, () => repo.write('a.txt', 'both\n'))).toBe(true)
  })

  test('work in a linked work tree, which is none in the repository it belongs to', () => {
    using repo = repository()
    using other = scratch()
    const tree = join(other.path, 'tree')
    git(repo.path, 'worktree', 'add', '--quiet', tree)
    expect([look(tree), look(repo.path)]).toEqual([clean, clean])
    other.write('tree/b.txt', 'b')
    expect(look(tree).tree).toMatch(/^1:/)
    expect(look(repo.path)).toEqual(clean)
  })

  test('work in a folder of the repository, seen from another one', () => {
    using repo = repository()
    repo.write('here/a.txt', 'a')
    repo.write('there/a.txt', 'a')
    commit(repo, 'two folders')
    const before = look(join(repo.path, 'here'))
    repo.write('there/a.txt', 'edited')
    expect(compareFingerprints(before, look(join(repo.path, 'here'))).advanced).toBe(true)
  })

  test('a commit made in a submodule, and a further one', () => {
    using library = repository()
    using repo = repository()
    git(repo.path, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.path, 'lib')
    commit(repo, 'with a submodule')
    const lib = join(repo.path, 'lib')
    const step = () => git(lib, 'commit', '--quiet', '--allow-empty', '-m', 'more')
    expect(advances(repo, step)).toBe(true)
    expect(advances(repo, step)).toBe(true)
  })

  test('a commit made in a repository put inside, and a broken one there is no obstacle', () => {
    using repo = repository()
    repo.write('nested/b.txt', 'b')
    git(join(repo.path, 'nested'), 'init', '--quiet')
    git(join(repo.path, 'nested'), 'add', '--all')
    const step = () => git(join(repo.path, 'nested'), 'commit', '--quiet', '--allow-empty', '-m', 'more')
    expect(advances(repo, step)).toBe(true)
    expect(advances(repo, step)).toBe(true)
    repo.write('nested/.git/HEAD', 'garbage')
    expect(typeof look(repo.path).tree).toBe('string')
  })
})

describe('no progress is', () => {
  test('a repository left alone, clean or not', () => {
    using repo = repository()
    expect(look(repo.path)).toEqual(clean)
    expect(advances(repo, () => {})).toBe(false)
    repo.write('a.txt', 'two\n')
    expect(advances(repo, () => {})).toBe(false)
  })

  test('staging, unstaging and staging anew', () => {
    using repo = repository()
    repo.write('a.txt', 'two\n')
    repo.write('new.txt', 'new\n')
    expect(advances(repo, () => git(repo.path, 'add', '--all'))).toBe(false)
    expect(advances(repo, () => git(repo.path, 'reset', '--quiet'))).toBe(false)
    expect(advances(repo, () => git(repo.path, 'rm', '--quiet', '--cached', 'a.txt'))).toBe(false)
  })

  test('work taken in by a commit, or thrown away', () => {
    using repo = repository()
    repo.write('a.txt', 'two\n')
    expect(advances(repo, () => commit(repo, 'two'))).toBe(false)
    repo.write('a.txt', 'three\n')
    expect(advances(repo, () => git(repo.path, 'checkout', '--quiet', '--', '.'))).toBe(false)
    expect(look(repo.path)).toEqual(clean)
  })

  test('a touched file whose content is as committed', () => {
    using repo = repository()
    expect(advances(repo, () => utimesSync(join(repo.path, 'a.txt'), 1, 1))).toBe(false)
  })

  test('what lies in .dos, ignored or not', () => {
    using repo = repository()
    expect(advances(repo, () => repo.write('.dos/markers/s.jsonl', '{}\n'))).toBe(false)
    expect(advances(repo, () => repo.write('sub/.dos/markers/s.jsonl', '{}\n'))).toBe(false)
    git(repo.path, 'add', '--all')
    expect(look(repo.path)).toEqual(clean)
  })

  test('what git ignores', () => {
    using repo = repository()
    repo.write('.gitignore', 'dist/\n')
    commit(repo, 'ignore')
    expect(advances(repo, () => repo.write('dist/x.js', 'x'))).toBe(false)
  })
})

describe('there is no uncommitted work', () => {
  test('where there is no repository', () => {
    using folder = scratch()
    expect(look(folder.path)).toEqual({ tree: null })
  })
})

describe('uncommitted work is unknown', () => {
  test('past the most files', () => {
    using repo = repository()
    for (let i = 0; i < 6; i++) repo.write(`new/${i}.txt`, 'x')
    const read = (maxFiles: number) =>
      readFingerprint({ workspace: repo.path, watch: ['tree'], ops, budgetMs: 60_000, maxFiles }).tree
    expect(read(6)).toMatch(/^6:/)
    expect(read(5)).toEqual({ unknown: 'too-many' })
  })

  test('past the output that the most files can have', () => {
    using repo = repository()
    for (let i = 0; i < 400; i++) repo.write(`${'long/'.repeat(40)}${i}.txt`, 'x')
    const read = readFingerprint({
      workspace: repo.path,
      watch: ['tree'],
      ops,
      budgetMs: 60_000,
      maxFiles: 1,
    })
    expect(read).toEqual({ tree: { unknown: 'too-many' } })
  })

  test('where the time runs out over looking at the files', () => {
    using repo = repository()
    for (let i = 0; i < 70; i++) repo.write(`new/${i}.txt`, 'x')
    let now = 0
    const lstat: typeof ops.lstat = (path) => {
      now++
      return ops.lstat(path)
    }
    const slow = watchedOps({ now: () => now, lstat })
    expect(readFingerprint({ workspace: repo.path, watch: ['tree'], ops: slow, budgetMs: 60 }).tree).toEqual({
      unknown: 'late',
    })
  })

  test('in a repository without a work tree, or with a configuration that git refuses', () => {
    using repo = repository()
    git(repo.path, 'config', 'core.bare', 'true')
    expect(look(repo.path)).toEqual({ tree: { unknown: 'git-failed' } })
    repo.write('.git/config', '[core\n')
    expect(look(repo.path)).toEqual({ tree: { unknown: 'git-failed' } })
  })

  test('where a file cannot be looked at, that file only counts as such', () => {
    using repo = repository()
    repo.write('b.txt', 'b')
    const refusing = watchedOps({
      lstat: (path) => {
        if (path.endsWith('b.txt')) throw new Error('refused')
        return ops.lstat(path)
      },
    })
    const read = readFingerprint({ workspace: repo.path, watch: ['tree'], ops: refusing, budgetMs: 60_000 })
    expect(read.tree).toMatch(/^1:/)
  })
})

test('a pull of someone else’s commits leaves what is uncommitted as it was', () => {
  using repo = repository()
  repo.write('mine.txt', 'mine')
  expect(advances(repo, () => git(repo.path, 'commit', '--quiet', '--allow-empty', '-m', 'theirs'))).toBe(
    false,
  )
})
