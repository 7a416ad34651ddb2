import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { watchedOps } from './support/ops.ts'
import { commitFile, git, repository, scratch } from './support/repo.ts'
import { turns } from './support/turns.ts'

setDefaultTimeout(60_000)

const watch = ['commit'] as const

describe('A file', () => {
  test('that appears, changes and goes away is progress each time', () => {
    using folder = scratch()
    const path = 'build/status.json'
    const turn = turns(folder, { paths: [path] })
    expect(turn()).toMatchObject({ told: [], fingerprint: { paths: { [path]: null } } })
    folder.write(path, '{"done":1}')
    expect(turn().advanced).toEqual([{ text: `"${path}" appeared`, files: [path], part: 'paths' }])
    folder.write(path, '{"done":2}')
    expect(turn().told).toEqual([`"${path}" changed`])
    rmSync(join(folder.path, path))
    expect(turn().told).toEqual([`"${path}" is gone`])
    expect(turn().told).toEqual([])
  })

  test('written again with the same content is none', () => {
    using folder = scratch()
    folder.write('s.json', '{}')
    expect(
      turns(folder, { paths: ['s.json'] }).advances(() => utimesSync(folder.write('s.json', '{}'), 1, 1)),
    ).toBe(false)
  })

  test('too large to be read at every turn counts by its size and time', () => {
    using folder = scratch()
    const file = folder.write('big.log', 'x'.repeat(70_000))
    const { advances } = turns(folder, { paths: ['big.log'] })
    expect(advances(() => {})).toBe(false)
    expect(advances(() => utimesSync(file, 2, 2))).toBe(true)
  })

  test('is found by an absolute path, by one that leads out of the workspace, and behind a link', () => {
    using folder = scratch()
    const file = folder.write('out/s.json', '{}')
    mkdirSync(join(folder.path, 'ws'))
    symlinkSync(file, join(folder.path, 'ws/link'))
    const { fingerprint } = turns(join(folder.path, 'ws'), { paths: [file, '../out/s.json', 'link'] })()
    const seen = Object.values(fingerprint.paths ?? {})
    expect(seen).toHaveLength(3)
    expect(new Set(seen).size).toBe(1)
    expect(seen[0]).toMatch(/^2:/)
  })

  test('named __proto__ is a file like others, and one whose name writes on terminals is told in quotes', () => {
    using folder = scratch()
    const name = '\u001b[2J\n'
    const turn = turns(folder, { paths: ['__proto__', name] })
    turn()
    folder.write('__proto__', 'x')
    folder.write(name, 'x')
    expect(turn().told).toEqual(['"__proto__" appeared', '"\\u001b[2J\\n" appeared'])
  })
})

describe('A repository', () => {
  test('counts by its commits and its work, as the workspace does', () => {
    using folder = repository()
    using api = repository()
    const path = `../${basename(api.path)}`
    const turn = turns(folder, { paths: [path] })
    turn()
    api.write('a.txt', 'two\n')
    expect(turn().told).toEqual([`"${path}": uncommitted work in a.txt`])
    commitFile(api.path, 'a.txt', 'two\n')
    const id = git(api.path, 'rev-parse', 'HEAD').slice(0, 8)
    expect(turn().told).toEqual([`"${path}": commit ${id}: a.txt`])
  })

  test('is watched for what is watched, and not asked for a commit that is still the same', () => {
    using folder = scratch()
    using api = repository()
    const ops = watchedOps()
    const turn = turns(folder, { ops, watch, paths: [api.path] })
    turn()
    expect(Object.keys(turn().fingerprint.paths?.[api.path] ?? {})).toEqual(['commit'])
    expect(ops.asked).toEqual([])
  })

  test('that appears, or takes the place of a file, is progress; one that goes away is none', () => {
    using folder = scratch()
    const path = join(folder.path, 'api')
    const turn = turns(folder, { paths: ['api'] })
    const make = () => {
      mkdirSync(path)
      git(path, 'init', '--quiet')
    }
    turn()
    make()
    expect(turn().told).toEqual(['"api" appeared'])
    rmSync(path, { recursive: true })
    expect(turn().told).toEqual([])
    make()
    expect(turn().told).toEqual([])
    rmSync(path, { recursive: true })
    writeFileSync(path, 'a file')
    expect(turn().told).toEqual([])
    rmSync(path)
    make()
    expect(turn().told).toEqual(['"api" became a repository'])
  })
})

describe('What is no file and no repository is said at once, and keeps what was seen before:', () => {
  test.each([
    ['a folder', (path: string) => mkdirSync(path), 'folder'],
    ['a FIFO', (path: string) => spawnSync('mkfifo', [path]), 'not-a-file'],
    ['a loop of links', (path: string) => symlinkSync('thing', path), 'unreadable'],
    ['a link to a device', (path: string) => symlinkSync('/dev/zero', path), 'not-a-file'],
    [
      'a repository with a broken pointer',
      (path: string) => {
        mkdirSync(path)
        writeFileSync(join(path, '.git'), 'nonsense')
      },
      'corrupt',
    ],
  ] as const)('%s', (_, make, why) => {
    using folder = scratch()
    const turn = turns(folder, { paths: ['thing'] })
    const file = folder.write('thing', 'seen')
    turn()
    rmSync(file)
    make(file)
    const unseen = why.includes(':') ? 'corrupt' : why
    expect(turn()).toMatchObject({ told: [], unseen: ['progress: no-repository', `"thing": ${unseen}`] })
    rmSync(file, { recursive: true })
    folder.write('thing', 'seen')
    expect(turn().told).toEqual([])
  })

  test('a name too long, and one that no path can be', () => {
    using folder = scratch()
    const paths = ['x'.repeat(5000), 'a\0b']
    const { unseen } = turns(folder, { paths })()
    expect(unseen.slice(1)).toEqual(paths.map((path) => `${JSON.stringify(path)}: unreadable`))
  })

  test('a file that is exchanged, or goes away, while it is being read', () => {
    using folder = scratch()
    folder.write('s.json', '{}')
    const real = watchedOps()
    const read = (replaced: Parameters<typeof watchedOps>[0]) => {
      const { unseen, fingerprint } = turns(folder, { watch, paths: ['s.json'], ops: watchedOps(replaced) })()
      return unseen[1] ?? fingerprint.paths?.['s.json']
    }
    const gone = () => {
      throw Object.assign(new Error('gone'), { code: 'ENOENT' })
    }
    const refused = () => {
      throw new Error('refused')
    }
    const other = () => ({ kind: 'other', size: 0, mtimeMs: 0, mode: 0, uid: 0 }) as const
    expect(read({ open: gone })).toBeNull()
    expect(read({ open: refused })).toBe('"s.json": unreadable')
    expect(read({ fstat: other })).toBe('"s.json": not-a-file')
    expect(read({ read: refused })).toBe('"s.json": unreadable')
    const close = (fd: number) => {
      real.close(fd)
      throw new Error('refused')
    }
    expect(read({ close })).toMatch(/^2:/)
  })
})

test('A typical record stays under 300 bytes', () => {
  using folder = repository()
  using api = repository()
  folder.write('b.txt', 'b')
  folder.write('build/status.json', '{"state":"running"}')
  const { fingerprint } = turns(folder, { paths: [`../${basename(api.path)}`, 'build/status.json'] })()
  expect(JSON.stringify(fingerprint).length).toBeLessThan(300)
})
