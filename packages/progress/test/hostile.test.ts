import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { type Fingerprint, type ProgressOps, readFingerprint, type Sighting } from '../src/index.ts'
import { opsWithoutGit, watchedOps } from './support/ops.ts'
import { git, repository, type Scratch, scratch } from './support/repo.ts'

setDefaultTimeout(60_000)

const withoutGit = opsWithoutGit()
const real = watchedOps()

/** The commit by files alone. */
function commitOf(repo: Scratch, ops: ProgressOps = withoutGit, budgetMs = 60_000): Sighting | undefined {
  return readFingerprint({ workspace: repo.path, watch: ['commit'], ops, budgetMs }).commit
}

/** The repository with its HEAD, or another of its files, made into something else. */
function spoilt(path: string, make: (path: string) => unknown): Sighting | undefined {
  using repo = repository()
  const file = join(repo.path, '.git', path)
  rmSync(file, { recursive: true, force: true })
  make(file)
  return commitOf(repo)
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
    ['an id with something on it', text(`${ID}ab\n`), 'corrupt'],
    ['the id of nothing', text(`${'0'.repeat(40)}\n`), 'corrupt'],
    ['longer than a reference is', text(`ref: refs/heads/${'x'.repeat(5000)}\n`), 'too-big'],
    ['a hundred megabytes', sized(100_000_000), 'too-big'],
    ['a name outside of refs', text('ref: ../../../etc/passwd\n'), 'corrupt'],
    ['a name that leads out of refs', text('ref: refs/heads/../../../../etc/passwd\n'), 'corrupt'],
    ['a name that leads to HEAD', text('ref: HEAD\n'), 'corrupt'],
    ['a name with a backslash', text('ref: refs\\heads\\main\n'), 'corrupt'],
    ['two lines', text('ref: refs/heads/main\nref: refs/heads/other\n'), 'corrupt'],
    [
      'a name of no script',
      (path: string) => writeFileSync(path, Buffer.from('ref: refs/heads/\xff\n', 'latin1')),
      'corrupt',
    ],
    ['a name longer than names are', text(`ref: refs/heads/${'x'.repeat(300)}\n`), 'unreadable'],
  ] as const)('that is %s is unknown', (_, make, unknown) => {
    expect(spoilt('HEAD', make as (path: string) => unknown)).toEqual({ unknown })
  })

  test('that is a folder is for git to judge, and git refuses it', () => {
    using repo = repository()
    rmSync(join(repo.path, '.git/HEAD'))
    mkdirSync(join(repo.path, '.git/HEAD'))
    expect(commitOf(repo, real)).toEqual({ unknown: 'git-failed' })
  })

  test('with spaces, a Windows line end or capital letters is read as git reads it', () => {
    using repo = repository()
    const before = commitOf(repo)
    repo.write('.git/HEAD', 'ref:   refs/heads/main  \r\n')
    expect(commitOf(repo)).toEqual(before)
    repo.write('.git/HEAD', `${git(repo.path, 'rev-parse', 'main').toUpperCase()}\n`)
    expect(commitOf(repo)).toEqual(before)
  })
})

describe('a branch', () => {
  test.each([
    ['a FIFO', fifo, 'not-a-file'],
    ['empty, as a crash leaves it', text(''), 'corrupt'],
    ['garbage', text('garbage'), 'corrupt'],
    ['a name that leads to itself', text('ref: refs/heads/main\n'), 'ref-loop'],
  ] as const)('that is %s is unknown', (_, make, unknown) => {
    expect(spoilt('refs/heads/main', make)).toEqual({ unknown })
  })

  test('at the end of five names is found, of six is not', () => {
    using repo = repository()
    const before = commitOf(repo)
    for (let i = 1; i <= 5; i++) {
      repo.write(`.git/refs/heads/n${i}`, `ref: refs/heads/${i === 1 ? 'main' : `n${i - 1}`}\n`)
    }
    repo.write('.git/HEAD', 'ref: refs/heads/n4\n')
    expect(commitOf(repo)).toEqual(before)
    repo.write('.git/HEAD', 'ref: refs/heads/n5\n')
    expect(commitOf(repo)).toEqual({ unknown: 'ref-loop' })
  })

  test('in a list of packed ones that is a FIFO, a folder or garbage is unknown', () => {
    for (const [make, unknown] of [
      [fifo, 'not-a-file'],
      [mkdirSync, 'corrupt'],
      [text('garbage'), 'corrupt'],
    ] as const) {
      using repo = repository()
      git(repo.path, 'pack-refs', '--all')
      rmSync(join(repo.path, '.git/packed-refs'))
      make(join(repo.path, '.git/packed-refs'))
      expect(commitOf(repo)).toEqual({ unknown })
    }
  })

  test('is asked of git where the folder of tables cannot be looked at', () => {
    using repo = repository()
    git(repo.path, 'pack-refs', '--all')
    rmSync(join(repo.path, '.git/packed-refs'))
    const ops = watchedOps({
      stat: (path) => {
        if (path.endsWith('/reftable')) throw new Error('refused')
        return real.stat(path)
      },
      git: () => ({ kind: 'no-git' }),
    })
    expect(commitOf(repo, ops)).toEqual({ unknown: 'no-git' })
  })
})

describe('the way to the repository', () => {
  test.each([
    ['a FIFO', fifo, 'not-a-file'],
    ['a text that points nowhere', text('garbage'), 'corrupt'],
    ['a pointer to a folder that is gone', text('gitdir: ../gone\n'), 'corrupt'],
    ['a pointer of many megabytes', sized(50_000_000), 'too-big'],
    ['a pointer to a name that is too long', text(`gitdir: ${'x'.repeat(3000)}\n`), 'unreadable'],
  ] as const)('that is %s is unknown', (_, make, unknown) => {
    using folder = scratch()
    make(join(folder.path, '.git'))
    expect(commitOf(folder)).toEqual({ unknown })
  })

  test('that leads up from a folder whose own place cannot be told is unknown', () => {
    using folder = scratch()
    const ops = watchedOps({
      realpath: () => {
        throw new Error('refused')
      },
    })
    expect(commitOf(folder, ops)).toEqual({ unknown: 'unreadable' })
  })

  test.each([
    ['a folder', mkdirSync, 'corrupt'],
    ['a FIFO', fifo, 'not-a-file'],
  ] as const)('whose common folder is named by %s is unknown', (_, make, unknown) => {
    expect(spoilt('commondir', make)).toEqual({ unknown })
  })
})

describe('the object of a commit', () => {
  const spoilObject = (make: (path: string) => unknown, budgetMs?: number): Sighting | undefined => {
    using repo = repository()
    const id = git(repo.path, 'rev-parse', 'HEAD')
    const file = join(repo.path, '.git/objects', id.slice(0, 2), id.slice(2))
    chmodSync(file, 0o644)
    rmSync(file)
    make(file)
    return commitOf(repo, real, budgetMs)
  }
  test.each([
    ['garbage', text('garbage')],
    ['empty', text('')],
    ['missing', () => {}],
    ['a folder', mkdirSync],
  ] as const)('that is %s makes it unknown', (_, make) => {
    expect(spoilObject(make)).toEqual({ unknown: 'git-failed' })
  })

  test('that is a FIFO, over which git itself would wait, ends at the bound', () => {
    const started = performance.now()
    expect(spoilObject(fifo, 200)).toEqual({ unknown: 'late' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('whatever a .git holds', () => {
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
  )

  test('something is answered, fast, and nothing thrown', () => {
    fc.assert(
      fc.property(fc.dictionary(file, content), (files) => {
        using folder = scratch()
        for (const [name, written] of Object.entries(files)) folder.write(`.git/${name}`, written)
        const started = performance.now()
        const ops = watchedOps({ git: () => ({ kind: 'refused' }) })
        const read = readFingerprint({ workspace: folder.path, watch: ['commit', 'tree'], ops })
        expect(Object.keys(read)).toEqual(['commit', 'tree'])
        expect(performance.now() - started).toBeLessThan(5000)
      }),
      { numRuns: 300 },
    )
  })

  test('and whichever operation fails, nothing is thrown', () => {
    using repo = repository()
    repo.write('b.txt', 'b')
    repo.write('s.json', '{}')
    const names = ['stat', 'lstat', 'realpath', 'open', 'fstat', 'read', 'close', 'git'] as const
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
                ? () => {
                    throw Object.assign(new Error('refused'), { code })
                  }
                : Reflect.get(ops, key),
          })
          const read: Fingerprint = readFingerprint({
            workspace: repo.path,
            watch: ['commit', 'tree'],
            paths: ['s.json', '.'],
            ops: failing,
            budgetMs: 60_000,
          })
          expect(Object.keys(read)).toEqual(['commit', 'tree', 'paths'])
        },
      ),
      { numRuns: 60 },
    )
  })
})
