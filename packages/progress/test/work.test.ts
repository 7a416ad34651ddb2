import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseStatus } from '../src/git/work.ts'
import { UNSEEN_REASONS } from '../src/index.ts'
import { watchedOps } from './support/ops.ts'
import { commit, commitFile, GIT_ENV, git, gitAs, repository, type Scratch, scratch } from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(60_000)

describe('Progress is', () => {
  test('a first edit, and a second one of the same file that leaves size and time as they were', () => {
    using repo = repository()
    const turn = turns(repo)
    const edit = (content: string) => utimesSync(repo.write('a.txt', content), 1, 1)
    turn()
    edit('two\n')
    expect(turn().advanced).toEqual([{ text: 'uncommitted work in a.txt', files: ['a.txt'], part: 'tree' }])
    edit('owt\n')
    expect(turn().files).toEqual(['a.txt'])
  })

  test('a new file deep in a new folder, told as a lone untracked one, and a second edit of it', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    for (const content of ['1', '12']) {
      repo.write('x/y/z.txt', content)
      expect(turn().advanced).toEqual([
        { text: 'untracked work in x/y/z.txt', files: ['x/y/z.txt'], loneUntracked: true, part: 'tree' },
      ])
    }
    repo.write('x/y/z.txt', '123')
    repo.write('a.txt', 'two\n')
    expect(turn().advanced).toEqual([
      { text: 'uncommitted work in a.txt, x/y/z.txt', files: ['a.txt', 'x/y/z.txt'], part: 'tree' },
    ])
  })

  test('a name with spaces, quotes, line ends, escapes and letters of any script, told so that it cannot write on a terminal', () => {
    using repo = repository()
    const name = 'a "b"\n\tgröße\u001b[2J 日本.txt'
    const turn = turns(repo)
    turn()
    repo.write(name, '1')
    expect(turn()).toMatchObject({ told: [`untracked work in ${JSON.stringify(name)}`], files: [name] })
    expect(turn.advances(() => repo.write(name, '12'))).toBe(true)
  })

  test('a file deleted, renamed, made executable, made a link', () => {
    using repo = repository()
    const path = (name: string) => join(repo.path, name)
    for (const name of ['b', 'c', 'd']) repo.write(`${name}.txt`, name)
    commit(repo, 'more')
    const { advances } = turns(repo)
    expect(advances(() => rmSync(path('a.txt')))).toBe(true)
    expect(advances(() => renameSync(path('b.txt'), path('b2.txt')))).toBe(true)
    expect(advances(() => git(repo.path, 'mv', 'c.txt', 'c2.txt'))).toBe(true)
    expect(advances(() => chmodSync(path('d.txt'), 0o755))).toBe(true)
    rmSync(path('d.txt'))
    expect(advances(() => symlinkSync('nowhere', path('d.txt')))).toBe(true)
  })

  test('some of the edits taken back, told by how many', () => {
    using repo = repository()
    const turn = turns(repo)
    repo.write('a.txt', 'two\n')
    repo.write('b.txt', 'b')
    turn()
    git(repo.path, 'checkout', '--quiet', 'a.txt')
    expect(turn().told).toEqual(['uncommitted work changed: 1 file is no longer changed'])
  })

  test('work that was staged as it was made, and the first file in a repository without a commit', () => {
    using repo = scratch()
    git(repo.path, 'init', '--quiet')
    const { advances } = turns(repo)
    expect(advances(() => git(repo.path, 'add', repo.write('a.txt', 'a')))).toBe(true)
    expect(advances(() => git(repo.path, 'add', repo.write('a.txt', 'b')))).toBe(true)
  })

  test('the first file of all in a repository that was none at the last look', () => {
    using folder = scratch()
    const turn = turns(folder)
    expect(turn().unseen).toEqual(['progress: no-repository'])
    git(folder.path, 'init', '--quiet')
    folder.write('a.txt', 'a')
    expect(turn().files).toEqual(['a.txt'])
  })

  test('a conflict, and another state of it', () => {
    using repo = repository()
    git(repo.path, 'branch', 'side')
    commitFile(repo.path, 'a.txt', 'main\n')
    git(repo.path, 'checkout', '--quiet', 'side')
    commitFile(repo.path, 'a.txt', 'side\n')
    const { advances } = turns(repo)
    expect(advances(() => expect(() => git(repo.path, 'merge', 'main')).toThrow())).toBe(true)
    expect(advances(() => repo.write('a.txt', 'both\n'))).toBe(true)
  })

  test('work anywhere in the repository, seen from a folder in it', () => {
    using repo = repository()
    repo.write('here/a.txt', 'a')
    commit(repo, 'a folder')
    expect(turns(join(repo.path, 'here')).advances(() => repo.write('there/a.txt', 'edited'))).toBe(true)
  })

  test('a commit made in a repository put inside; a broken one there is no obstacle', () => {
    using repo = repository()
    const nested = join(repo.path, 'nested')
    git(repo.path, 'init', '--quiet', 'nested')
    commitFile(nested, 'b.txt')
    const turn = turns(repo)
    expect(turn.advances(() => commitFile(nested, 'c.txt'))).toBe(true)
    repo.write('nested/.git/HEAD', 'garbage')
    expect(turn().unseen).toEqual([])
  })

  test('at the first turn, a file changed since the session began, and no older one', () => {
    using repo = repository()
    const old = repo.write('old.txt', 'old')
    utimesSync(old, 1, 1)
    repo.write('new.txt', 'new')
    const turn = turns(repo, { since: Date.now() - 60_000 })
    expect(turn().files).toEqual(['new.txt'])
    expect(turn().told).toEqual([])
    expect(turns(repo)().told).toEqual([])
  })
})

describe('No progress is', () => {
  test('a repository left alone, clean or not', () => {
    using repo = repository()
    const { advances } = turns(repo)
    expect(advances(() => {})).toBe(false)
    repo.write('a.txt', 'two\n')
    expect(advances(() => {})).toBe(false)
  })

  test('staging, unstaging and staging anew', () => {
    using repo = repository()
    const { advances } = turns(repo)
    repo.write('a.txt', 'two\n')
    repo.write('new.txt', 'new\n')
    expect(advances(() => git(repo.path, 'add', '--all'))).toBe(false)
    expect(advances(() => git(repo.path, 'reset', '--quiet'))).toBe(false)
    expect(advances(() => git(repo.path, 'rm', '--quiet', '--cached', 'a.txt'))).toBe(false)
  })

  test('work thrown away, and told once where a commit takes it in', () => {
    using repo = repository()
    const turn = turns(repo)
    repo.write('a.txt', 'two\n')
    turn()
    git(repo.path, 'checkout', '--quiet', '--', '.')
    expect(turn()).toMatchObject({ told: [], fingerprint: { tree: '0', untracked: '0' } })
    repo.write('a.txt', 'three\n')
    turn()
    commit(repo, 'three')
    expect(turn().told.join()).toMatch(/^commit [0-9a-f]{8}: a\.txt$/)
  })

  test('a touched file, clean or edited, tracked or not', () => {
    using repo = repository()
    repo.write('b.txt', 'b')
    commit(repo, 'b')
    repo.write('b.txt', 'edited')
    repo.write('c.txt', 'c')
    const touch = () => {
      for (const name of ['a.txt', 'b.txt', 'c.txt']) utimesSync(join(repo.path, name), 1, 1)
    }
    expect(turns(repo).advances(touch)).toBe(false)
  })

  test('what git ignores: by the folder, by info/exclude, by the user', () => {
    using repo = repository()
    using home = scratch()
    repo.write('.gitignore', 'dist/\n')
    repo.write('.git/info/exclude', '*.tmp\n')
    commit(repo, 'ignore')
    const global = home.write('config', `[core]\nexcludesFile = ${home.write('ignore', '*.swp\n')}\n`)
    const ops = watchedOps({ env: { ...GIT_ENV, GIT_CONFIG_GLOBAL: global } })
    const { advances } = turns(repo, { ops })
    for (const name of ['dist/x.js', 'x.tmp', 'x.swp'])
      expect(advances(() => repo.write(name, 'x'))).toBe(false)
    git(repo.path, 'config', 'core.excludesFile', home.write('more', '*.own\n'))
    expect(advances(() => repo.write('x.own', 'x'))).toBe(false)
    expect(advances(() => repo.write('x.txt', 'x'))).toBe(true)
  })

  test("somebody else's commit beside uncommitted work of one's own", () => {
    using repo = repository()
    repo.write('mine.txt', 'mine')
    expect(
      turns(repo).advances(() => git(repo.path, 'commit', '--quiet', '--allow-empty', '-m', 'theirs')),
    ).toBe(false)
  })
})

describe('The wish not to see untracked files is respected', () => {
  const withUntracked = (value: string, local: boolean) => {
    using repo = repository()
    using home = scratch()
    const global = home.write('config', local ? '' : `[status]\nshowUntrackedFiles = ${value}\n`)
    const env = { ...GIT_ENV, GIT_CONFIG_GLOBAL: global }
    if (local) gitAs(env, repo.path, 'config', 'status.showUntrackedFiles', value)
    const { advances } = turns(repo, { ops: watchedOps({ env }) })
    return [advances(() => repo.write('new.txt', 'x')), advances(() => repo.write('a.txt', 'two'))] as const
  }

  test.each([
    ['no', false],
    ['normal', true],
    ['all', true],
  ])('where it is "%s", whoever set it', (value, sees) => {
    expect(withUntracked(value, true)).toEqual([sees, true])
    expect(withUntracked(value, false)).toEqual([sees, true])
  })
})

describe('What cannot be seen is said, and hides nothing from the next turn:', () => {
  test('more untracked files than the bound, beside which tracked ones are still seen', () => {
    using repo = repository()
    const turn = turns(repo, { maxFiles: 5 })
    turn()
    for (let i = 0; i < 6; i++) repo.write(`new/${i}.txt`, 'x')
    expect(turn()).toMatchObject({ told: [], unseen: ['untracked files: too-many'] })
    repo.write('a.txt', 'two\n')
    expect(turn()).toMatchObject({ files: ['a.txt'], unseen: ['untracked files: too-many'] })
    rmSync(join(repo.path, 'new/0.txt'))
    rmSync(join(repo.path, 'new/1.txt'))
    // What lies there was never seen: it counts now.
    expect(turn().files).toContain('new/2.txt')
    expect(turn()).toMatchObject({ told: [], unseen: [] })
  })

  test('more tracked ones, or longer names than the bound has room for', () => {
    using repo = repository()
    for (let i = 0; i < 400; i++) repo.write(`${'long/'.repeat(40)}${i}.txt`, 'x')
    git(repo.path, 'add', '--all')
    expect(turns(repo, { maxFiles: 1 })().unseen).toEqual(['uncommitted work: too-many'])
    expect(turns(repo, { maxFiles: 399 })().unseen).toEqual(['uncommitted work: too-many'])
    expect(turns(repo, { maxFiles: 400 })().unseen).toEqual([])
  })

  test('the time that runs out over looking at the files', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    for (let i = 0; i < 70; i++) repo.write(`new/${i}.txt`, 'x')
    let now = 0
    const real = watchedOps()
    const lstat: typeof real.lstat = (path) => {
      now++
      return real.lstat(path)
    }
    const slow = watchedOps({ now: () => now, lstat })
    expect(turn({ ops: slow, budgetMs: 60 })).toMatchObject({ told: [], unseen: ['uncommitted work: late'] })
    expect(turn().told).toEqual(['untracked work in new/0.txt, new/1.txt, new/10.txt and 67 more'])
  })

  test('a configuration that git refuses, and a work tree that is elsewhere', () => {
    using repo = repository()
    using other = scratch()
    const config = join(repo.path, '.git/config')
    git(repo.path, 'config', 'core.worktree', other.path)
    expect(turns(repo)().unseen).toEqual(['uncommitted work: elsewhere'])
    git(repo.path, 'config', 'core.worktree', repo.path)
    expect(turns(repo)().unseen).toEqual([])
    rmSync(config)
    repo.write('.git/config', '[core\n')
    expect(turns(repo)().unseen).toEqual(['uncommitted work: git-failed'])
  })

  test('one file that cannot be looked at counts as such', () => {
    using repo = repository()
    repo.write('b.txt', 'b')
    const real = watchedOps()
    const lstat: typeof real.lstat = (path) => {
      if (path.endsWith('b.txt')) throw new Error('refused')
      return real.lstat(path)
    }
    expect(turns(repo, { ops: watchedOps({ lstat }) })()).toMatchObject({ unseen: [] })
  })
})

test('A bare repository has no uncommitted work, and its commits count', () => {
  using repo = repository()
  using folder = scratch()
  git(folder.path, 'clone', '--quiet', '--bare', repo.path, 'bare')
  const bare = join(folder.path, 'bare')
  const turn = turns(bare)
  expect(turn()).toMatchObject({ unseen: [], fingerprint: { tree: null } })
  commitFile(repo.path, 'b.txt')
  git(bare, 'fetch', '--quiet', repo.path, 'main:main')
  expect(turn().files).toEqual(['b.txt'])
})

test('Nothing is written into the repository, and nothing is left behind', () => {
  using repo = repository()
  using temporary = scratch()
  utimesSync(join(repo.path, 'a.txt'), 1, 1)
  repo.write('b.txt', 'b')
  const state = (folder: Scratch) => git('/', 'hash-object', '--', ...filesOf(folder))
  const before = [filesOf(repo), state(repo)]
  const old = process.env['TMPDIR']
  process.env['TMPDIR'] = temporary.path
  try {
    turns(repo, { since: 0 })()
  } finally {
    if (old === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = old
  }
  expect([filesOf(repo), state(repo)]).toEqual(before)
  expect(filesOf(temporary)).toEqual([])
})

function filesOf({ path }: Scratch): readonly string[] {
  return [...new Bun.Glob('**').scanSync({ cwd: path, dot: true, absolute: true })].toSorted()
}

describe('A line of git status', () => {
  const H = '0'.repeat(40)
  const lines = (...entries: readonly string[]): string => entries.map((entry) => `${entry}\0`).join('')
  const pathsOf = (output: string): unknown => parseStatus(output, 100).map(({ path }) => path)

  test.each([
    ['changed', `1 .M N... 100644 100644 100644 ${H} ${H} a b.txt`, ['a b.txt']],
    ['added', `1 A. N... 000000 100644 100644 ${H} ${H} new\nline`, ['new\nline']],
    ['in conflict', `u UU N... 100644 100644 100644 100644 ${H} ${H} ${H} c`, ['c']],
    ['untracked', '? d', ['d']],
    ['named twice', lines(`1 D. N... 100644 000000 000000 ${H} ${H} f`, '? f'), ['f']],
  ])('of a file %s gives its path', (_, line, paths) => {
    expect(pathsOf(line.endsWith('\0') ? line : lines(line))).toEqual(paths)
  })

  test.each([['! ignored'], ['# branch.oid x'], [''], ['1 .M'], ['?'], ['x y']])('%p gives none', (line) => {
    expect(pathsOf(lines(line))).toEqual([])
  })

  test('tells untracked ones, submodules and repositories put there from others', () => {
    const output = lines(`1 .M SC.. 160000 160000 160000 ${H} ${H} sub`, '? nested/', '? file')
    expect(parseStatus(output, 3)).toEqual([
      { path: 'sub', untracked: false, repository: true },
      { path: 'nested/', untracked: true, repository: true },
      { path: 'file', untracked: true, repository: false },
    ])
    expect(() => parseStatus(output, 2)).toThrow(UNSEEN_REASONS['too-many'])
  })

  test('is never one that makes it throw', () => {
    const unit = fc.constantFrom('1', '2', 'u', '?', ' ', 'S', '/', '\0', 'a')
    fc.assert(fc.property(fc.string({ unit }), (output) => void parseStatus(output, 1000)))
  })
})
