import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type { ProgressOps } from '../src/index.ts'
import { opsWithoutGit, watchedOps } from './support/ops.ts'
import { commitFile, git, repository, type Scratch, scratch } from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(60_000)

const withoutGit = opsWithoutGit()
const real = watchedOps()

/** The commit by files alone, or why it isn't seen. */
function commitOf(repo: Scratch, ops: ProgressOps = withoutGit): string | null | undefined {
  const { unseen, fingerprint } = turns(repo, { watch: ['commit'], ops })()
  return unseen[0] ?? fingerprint.commit
}

/** The repository with its HEAD, or another of its files, made into something else. */
function spoilt(path: string, make: (path: string) => unknown, ops?: ProgressOps): string | null | undefined {
  using repo = repository()
  const file = join(repo.path, '.git', path)
  rmSync(file, { recursive: true, force: true })
  make(file)
  return commitOf(repo, ops)
}

const fifo = (path: string): unknown => spawnSync('mkfifo', [path])
const text = (content: string) => (path: string) => writeFileSync(path, content)
const linkToFifo = (path: string): void => {
  fifo(`${path}.fifo`)
  symlinkSync(`${path}.fifo`, path)
}
const sized = (bytes: number) => (path: string) => {
  writeFileSync(path, '')
  truncateSync(path, bytes)
}
const ID = 'ab'.repeat(20)

describe('HEAD', () => {
  test.each([
    ['a FIFO', fifo, 'not-a-file'],
    ['a link to a FIFO', linkToFifo, 'not-a-file'],
    ['a link to a device', (path: string) => symlinkSync('/dev/zero', path), 'not-a-file'],
    ['a link out of the repository', (path: string) => symlinkSync('/etc/passwd', path), 'corrupt'],
    ['a link to itself', (path: string) => symlinkSync('HEAD', path), 'unreadable'],
    ['empty', text(''), 'corrupt'],
    ['zeros', text('\0'.repeat(41)), 'corrupt'],
    ['garbage', text('garbage\n'), 'corrupt'],
    ['an id cut short', text(ID.slice(0, 39)), 'corrupt'],
    ['an id of no length that there is', text(`${ID}ab\n`), 'corrupt'],
    ['an id with something on it', text(`${ID}g\n`), 'corrupt'],
    ['an id behind a space', text(` ${ID}\n`), 'corrupt'],
    ['the id of nothing', text(`${'0'.repeat(40)}\n`), 'corrupt'],
    ['longer than a reference is', text(`ref: refs/heads/${'x'.repeat(5000)}\n`), 'too-big'],
    ['a hundred megabytes', sized(100_000_000), 'too-big'],
    ['a name outside of refs', text('ref: ../../../etc/passwd\n'), 'corrupt'],
    ['a name that leads out of refs', text('ref: refs/heads/../../../../etc/passwd\n'), 'corrupt'],
    ['a name that leads to HEAD', text('ref: HEAD\n'), 'corrupt'],
    ['no name below refs', text('ref: refs/\n'), 'corrupt'],
    ['a name with an empty part', text('ref: refs//main\n'), 'corrupt'],
    ['a name with a space', text('ref: refs/heads/a b\n'), 'corrupt'],
    ['a name with a backslash', text('ref: refs\\heads\\main\n'), 'corrupt'],
    ['two lines', text('ref: refs/heads/main\nref: refs/heads/other\n'), 'corrupt'],
    [
      'a name of no script',
      (path: string) => writeFileSync(path, Buffer.from('ref: refs/heads/\xff\n', 'latin1')),
      'corrupt',
    ],
    ['a name longer than names are', text(`ref: refs/heads/${'x'.repeat(300)}\n`), 'unreadable'],
  ] as const)('that is %s is said', (_, make, why) => {
    expect(spoilt('HEAD', make as (path: string) => unknown)).toBe(`commits: ${why}`)
  })

  test('that cannot be told makes no uncommitted work of what is committed, nor hides it from the next turn', () => {
    using repo = repository()
    const turn = turns(repo)
    turn()
    const head = readFileSync(join(repo.path, '.git/HEAD'), 'utf8')
    repo.write('.git/HEAD', 'garbage')
    repo.write('b.txt', 'b')
    expect(turn()).toMatchObject({ told: [], unseen: ['commits: corrupt', 'uncommitted work: corrupt'] })
    repo.write('.git/HEAD', head)
    expect(turn()).toMatchObject({ files: ['b.txt'], unseen: [] })
  })

  test('that is a folder is for git to judge, and git refuses it', () => {
    expect(spoilt('HEAD', mkdirSync, real)).toBe('commits: git-failed')
  })

  test('with spaces, a Windows line end or capital letters is read as git reads it', () => {
    using repo = repository()
    const before = commitOf(repo)
    for (const head of [
      'ref:   refs/heads/main  \r\n',
      `${git(repo.path, 'rev-parse', 'main').toUpperCase()}\n`,
      `${git(repo.path, 'rev-parse', 'main')} and more`,
    ]) {
      repo.write('.git/HEAD', head)
      expect(commitOf(repo)).toBe(before as string)
    }
  })

  test('of one work tree alone may be a reference that belongs to it alone', () => {
    using repo = repository()
    using outside = scratch()
    const tree = join(outside.path, 'tree')
    git(repo.path, 'worktree', 'add', '--quiet', '--detach', tree)
    git(tree, 'update-ref', 'refs/worktree/x', git(tree, 'rev-parse', 'HEAD'))
    git(tree, 'symbolic-ref', 'HEAD', 'refs/worktree/x')
    expect(turns(tree, { ops: withoutGit, watch: ['commit'] })().unseen).toEqual([])
  })
})

describe('A branch', () => {
  test.each([
    ['a FIFO', fifo, 'not-a-file'],
    ['empty, as a crash leaves it', text(''), 'corrupt'],
    ['garbage', text('garbage'), 'corrupt'],
    ['a name that leads to itself', text('ref: refs/heads/main\n'), 'ref-loop'],
  ] as const)('that is %s is said', (_, make, why) => {
    expect(spoilt('refs/heads/main', make)).toBe(`commits: ${why}`)
  })

  test('at the end of five names is found, of six is not', () => {
    using repo = repository()
    const before = commitOf(repo)
    for (let i = 1; i <= 5; i++) {
      repo.write(`.git/refs/heads/n${i}`, `ref: refs/heads/${i === 1 ? 'main' : `n${i - 1}`}\n`)
    }
    repo.write('.git/HEAD', 'ref: refs/heads/n4\n')
    expect(commitOf(repo)).toBe(before as string)
    repo.write('.git/HEAD', 'ref: refs/heads/n5\n')
    expect(commitOf(repo)).toBe('commits: ref-loop')
  })

  test('in a list of packed ones that is a FIFO, a folder or garbage is said', () => {
    for (const [make, why] of [
      [fifo, 'not-a-file'],
      [mkdirSync, 'corrupt'],
      [text('garbage'), 'corrupt'],
    ] as const) {
      using repo = repository()
      git(repo.path, 'pack-refs', '--all')
      rmSync(join(repo.path, '.git/packed-refs'))
      make(join(repo.path, '.git/packed-refs'))
      expect(commitOf(repo)).toBe(`commits: ${why}`)
    }
  })

  test('is asked of git where the folder of tables cannot be looked at', () => {
    using repo = repository()
    git(repo.path, 'pack-refs', '--all')
    rmSync(join(repo.path, '.git/packed-refs'))
    const stat: ProgressOps['stat'] = (path) => {
      if (path.endsWith('/reftable')) throw new Error('refused')
      return real.stat(path)
    }
    expect(commitOf(repo, watchedOps({ stat, git: () => ({ kind: 'no-git' }) }))).toBe('commits: no-git')
  })
})

describe('The way to the repository', () => {
  test.each([
    ['a FIFO', fifo, 'not-a-file'],
    ['a text that points nowhere', text('garbage'), 'corrupt'],
    ['a pointer to a folder that is gone', text('gitdir: ../gone\n'), 'corrupt'],
    ['a pointer of many megabytes', sized(50_000_000), 'too-big'],
    ['a pointer to a name that is too long', text(`gitdir: ${'x'.repeat(3000)}\n`), 'unreadable'],
  ] as const)('that is %s is said', (_, make, why) => {
    using folder = scratch()
    make(join(folder.path, '.git'))
    expect(turns(folder)().unseen).toEqual([`the repository: ${why}`])
  })

  test('that leads up from a folder whose own place cannot be told is said', () => {
    using folder = scratch()
    const realpath = () => {
      throw new Error('refused')
    }
    expect(turns(folder, { ops: watchedOps({ realpath }) })().unseen).toEqual(['the repository: unreadable'])
  })

  test.each([
    ['a folder', mkdirSync, 'corrupt'],
    ['a FIFO', fifo, 'not-a-file'],
  ] as const)('whose common folder is named by %s is said', (_, make, why) => {
    expect(spoilt('commondir', make)).toBe(`the repository: ${why}`)
  })

  test('to the other work trees that is a file is said, and the commits of this one count', () => {
    using repo = repository()
    repo.write('.git/worktrees', '')
    const turn = turns(repo)
    expect(turn().unseen).toEqual(['commits: unreadable'])
    commitFile(repo.path, 'b.txt')
    expect(turn().files).toEqual(['b.txt'])
  })

  test('ends at the nearest repository: one around it is not mistaken for it', () => {
    using outer = repository()
    outer.write('inner/.git/HEAD', 'ref: refs/heads/.invalid\n')
    outer.write('inner/a.txt', 'a')
    const inner = turns(join(outer.path, 'inner'))
    expect(inner().unseen).toEqual(['commits: git-failed', 'uncommitted work: git-failed'])
    commitFile(outer.path, 'b.txt')
    expect(inner().told).toEqual([])
  })
})

describe('Over a file that git would wait for, the look ends at its bound:', () => {
  test.each(['.git/index', '.git/config', '.git/info/exclude', '.git/info/attributes', '.gitattributes'])(
    '%s that is a FIFO',
    (name) => {
      using repo = repository()
      const turn = turns(repo)
      turn()
      repo.write('b.txt', 'b')
      rmSync(join(repo.path, name), { force: true })
      fifo(join(repo.path, name))
      const started = performance.now()
      const { told, unseen } = turn({ budgetMs: 300 })
      // Some of them this git reads past, and sees what there is.
      if (unseen.length === 0) expect(told).toEqual(['untracked work in b.txt'])
      else expect(unseen.join()).toMatch(/^uncommitted work: (late|git-failed)$/)
      expect(performance.now() - started).toBeLessThan(10_000)
    },
  )

  test('the object of a commit, and one that is garbage is said', () => {
    for (const [make, why] of [
      [fifo, 'late'],
      [text('garbage'), 'git-failed'],
    ] as const) {
      using repo = repository()
      const turn = turns(repo, { watch: ['commit'] })
      turn()
      commitFile(repo.path, 'b.txt')
      const id = git(repo.path, 'rev-parse', 'HEAD')
      const file = join(repo.path, '.git/objects', id.slice(0, 2), id.slice(2))
      rmSync(file)
      make(file)
      expect(turn({ budgetMs: 1000 }).unseen).toEqual([`commits: ${why}`])
    }
  })

  test('an index that is damaged is said, and nothing is written', () => {
    using repo = repository()
    const index = join(repo.path, '.git/index')
    const turn = turns(repo)
    turn()
    writeFileSync(index, 'garbage '.repeat(9))
    expect(turn().unseen).toEqual(['uncommitted work: git-failed'])
    expect(readFileSync(index)).toHaveLength(72)
  })
})

describe('Whatever a .git holds', () => {
  const piece = fc.constantFrom(
    'ref: refs/heads/main\n',
    'ref: refs/heads/a\n',
    'ref: refs/heads/b\n',
    'ref: HEAD\n',
    `${ID}\n`,
    `${ID} refs/heads/main\n`,
    '# pack-refs with: peeled fully-peeled sorted \n',
    `^${ID}\n`,
    'gitdir: .git\n',
    '\0\0\0',
    '',
    '\n',
  )
  const content = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))
  const file = fc.constantFrom(
    'HEAD',
    'packed-refs',
    'commondir',
    'config',
    'refs/heads/main',
    'refs/heads/a',
    'refs/heads/b',
    'worktrees/w/HEAD',
    'worktrees/w/commondir',
  )

  test('something is answered, fast, and nothing thrown', () => {
    const ops = watchedOps({ git: () => ({ kind: 'refused', status: 128, stderr: '' }) })
    fc.assert(
      fc.property(fc.dictionary(file, content), (files) => {
        using folder = scratch()
        for (const [name, written] of Object.entries(files)) folder.write(`.git/${name}`, written)
        const started = performance.now()
        turns(folder, { ops, since: 0 })()
        expect(performance.now() - started).toBeLessThan(5000)
      }),
      { numRuns: 300 },
    )
  })

  test('and whichever operation fails, nothing is thrown', () => {
    using repo = repository()
    using outside = scratch()
    git(repo.path, 'worktree', 'add', '--quiet', '--detach', join(outside.path, 'tree'))
    repo.write('b.txt', 'b')
    repo.write('s.json', '{}')
    const names = [
      ...(['stat', 'lstat', 'realpath', 'open', 'fstat', 'read', 'close', 'list'] as const),
      ...(['makeFolder', 'removeFolder', 'git'] as const),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(12),
        fc.constantFrom('EIO', 'ENOENT', undefined),
        (name, nth, code) => {
          let calls = 0
          const failing = new Proxy(real, {
            get: (ops, key) =>
              key === name && calls++ === nth
                ? (path: string) => {
                    if (name === 'removeFolder') real.removeFolder(path)
                    throw Object.assign(new Error('refused'), { code })
                  }
                : Reflect.get(ops, key),
          })
          const paths = ['s.json', '.']
          turns(repo, { paths, ops: failing, since: 0, stands: join(outside.path, 'tree') })()
        },
      ),
      { numRuns: 120 },
    )
  })
})
