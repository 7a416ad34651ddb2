import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { compareFingerprints, type Fingerprint, readFingerprint } from '../src/index.ts'
import { watchedOps } from './support/ops.ts'
import { commit, git, repository, scratch } from './support/repo.ts'

setDefaultTimeout(60_000)

const ops = watchedOps()

function look(workspace: string, paths: readonly string[], previous?: Fingerprint): Fingerprint {
  return readFingerprint({
    workspace,
    watch: ['commit', 'tree'],
    paths,
    ops,
    budgetMs: 60_000,
    ...(previous && { previous }),
  })
}

describe('a file', () => {
  test('that appears, changes and goes away is progress each time', () => {
    using folder = scratch()
    const path = 'build/status.json'
    const steps = [
      () => void folder.write(path, '{"done":1}'),
      () => void folder.write(path, '{"done":2}'),
      () => rmSync(join(folder.path, path)),
    ]
    let before = look(folder.path, [path])
    expect(before.paths).toEqual({ [path]: null })
    const said = steps.map((step) => {
      step()
      const after = look(folder.path, [path], before)
      const progress = compareFingerprints(before, after)
      before = after
      return progress.advanced && progress.what
    })
    expect(said).toEqual([[`"${path}" appeared`], [`"${path}" changed`], [`"${path}" is gone`]])
  })

  test('written again with the same content is none', () => {
    using folder = scratch()
    folder.write('s.json', '{}')
    const before = look(folder.path, ['s.json'])
    folder.write('s.json', '{}')
    utimesSync(join(folder.path, 's.json'), 1, 1)
    expect(look(folder.path, ['s.json'])).toEqual(before)
  })

  test('too large to be read at every turn counts by its size and time', () => {
    using folder = scratch()
    const file = folder.write('big.log', 'x'.repeat(70_000))
    utimesSync(file, 1, 1)
    expect(look(folder.path, ['big.log']).paths).toEqual({ 'big.log': '70000@1000' })
    utimesSync(file, 2, 2)
    expect(look(folder.path, ['big.log']).paths).toEqual({ 'big.log': '70000@2000' })
  })

  test('is found by an absolute path, by one that leads out of the workspace, and behind a link', () => {
    using folder = scratch()
    const file = folder.write('out/s.json', '{}')
    mkdirSync(join(folder.path, 'ws'))
    symlinkSync(file, join(folder.path, 'ws/link'))
    const { paths = {} } = look(join(folder.path, 'ws'), [file, '../out/s.json', 'link'])
    expect(new Set(Object.values(paths)).size).toBe(1)
    expect(Object.values(paths)[0]).toMatch(/^2:/)
  })

  test('named __proto__ is a file like others', () => {
    using folder = scratch()
    const before = look(folder.path, ['__proto__'])
    folder.write('__proto__', 'x')
    const after = look(folder.path, ['__proto__'], JSON.parse(JSON.stringify(before)) as Fingerprint)
    expect(compareFingerprints(before, after)).toEqual({ advanced: true, what: ['"__proto__" appeared'] })
  })
})

describe('a repository', () => {
  test('counts by its commit and its work, as the workspace does', () => {
    using folder = repository()
    using api = repository()
    const path = `../${api.path.split('/').at(-1)}`
    const before = look(folder.path, [path])
    api.write('a.txt', 'two\n')
    const edited = look(folder.path, [path], before)
    expect(compareFingerprints(before, edited)).toEqual({
      advanced: true,
      what: [`"${path}": uncommitted work changed (1 file)`],
    })
    commit(api, 'two')
    const id = git(api.path, 'rev-parse', 'HEAD').slice(0, 8)
    expect(compareFingerprints(edited, look(folder.path, [path], edited))).toEqual({
      advanced: true,
      what: [`"${path}": commit ${id} has another tree`],
    })
  })

  test('is watched for what is watched, and not asked for a commit that is still the same', () => {
    using folder = scratch()
    using api = repository()
    git(api.path, 'gc', '--quiet')
    const watched = watchedOps()
    const request = {
      workspace: folder.path,
      watch: ['commit'],
      paths: [api.path],
      ops: watched,
      budgetMs: 60_000,
    } as const
    const first = readFingerprint(request)
    expect(Object.keys(first.paths?.[api.path] ?? {})).toEqual(['commit'])
    expect(readFingerprint({ ...request, previous: first })).toEqual(first)
    expect(watched.asked).toHaveLength(1)
  })

  test('that appears is progress', () => {
    using folder = scratch()
    const before = look(folder.path, ['api'])
    mkdirSync(join(folder.path, 'api'))
    git(join(folder.path, 'api'), 'init', '--quiet')
    expect(compareFingerprints(before, look(folder.path, ['api']))).toEqual({
      advanced: true,
      what: ['"api" appeared'],
    })
  })
})

describe('what is no file and no repository is unknown, at once:', () => {
  test.each([
    ['a folder', (path: string) => mkdirSync(path), 'folder'],
    ['a FIFO', (path: string) => spawnSync('mkfifo', [path]), 'not-a-file'],
    ['a loop of links', (path: string) => symlinkSync('thing', path), 'unreadable'],
    ['a link to a device', (path: string) => symlinkSync('/dev/zero', path), 'not-a-file'],
    ['a repository with a broken pointer', (path: string) => broken(path), 'corrupt'],
  ] as const)('%s', (_, make, unknown) => {
    using folder = scratch()
    make(join(folder.path, 'thing'))
    expect(look(folder.path, ['thing']).paths).toEqual({ thing: { unknown } })
  })

  test('a name too long, and one that no path can be', () => {
    using folder = scratch()
    const names = ['x'.repeat(5000), 'a\0b']
    const { paths = {} } = look(folder.path, names)
    expect(names.map((name) => paths[name])).toEqual([{ unknown: 'unreadable' }, { unknown: 'unreadable' }])
  })

  test('a file that is exchanged, or goes away, while it is being read', () => {
    using folder = scratch()
    folder.write('s.json', '{}')
    const read = (replaced: Parameters<typeof watchedOps>[0]) =>
      readFingerprint({
        workspace: folder.path,
        watch: ['commit'],
        paths: ['s.json'],
        ops: watchedOps(replaced),
      }).paths?.['s.json']
    const gone = () => {
      throw Object.assign(new Error('gone'), { code: 'ENOENT' })
    }
    const refused = () => {
      throw new Error('refused')
    }
    const other = () => ({ kind: 'other', size: 0, mtimeMs: 0, mode: 0 }) as const
    expect(read({ open: gone })).toBeNull()
    expect(read({ open: refused })).toEqual({ unknown: 'unreadable' })
    expect(read({ fstat: other })).toEqual({ unknown: 'not-a-file' })
    expect(read({ read: refused })).toEqual({ unknown: 'unreadable' })
    let looks = 0
    const exchanged = (path: string) =>
      path.endsWith('s.json') && ++looks > 1 ? ops.stat(folder.path) : ops.stat(path)
    expect(read({ stat: exchanged })).toEqual({ unknown: 'folder' })
  })

  test('while a file that cannot be closed has been read all the same', () => {
    using folder = scratch()
    folder.write('s.json', '{}')
    const close = (fd: number) => {
      ops.close(fd)
      throw new Error('refused')
    }
    const read = readFingerprint({
      workspace: folder.path,
      watch: ['commit'],
      paths: ['s.json'],
      ops: watchedOps({ close }),
    })
    expect(read.paths?.['s.json']).toMatch(/^2:/)
  })
})

test('a typical record stays under 300 bytes', () => {
  using folder = repository()
  using api = repository()
  folder.write('b.txt', 'b')
  folder.write('build/status.json', '{"state":"running"}')
  const record = look(folder.path, [`../${api.path.split('/').at(-1)}`, 'build/status.json'])
  expect(JSON.stringify(record).length).toBeLessThan(300)
})

function broken(path: string): void {
  mkdirSync(path)
  spawnSync('sh', ['-c', 'echo nonsense > "$0/.git"', path])
}
