import { afterAll, describe, expect, test } from 'bun:test'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { claim, count, nodeFileOps, reset, streak } from '../src/index.ts'
import { intercept } from './support/memory-disk.ts'
import { actions, allIn, CLAIM, MARKER, run } from './support/places.ts'
import { startChild, toldBy } from './support/processes.ts'
import { makeWorkspace, NOW, pathsIn, thrownBy, type Workspace } from './support/workspace.ts'

describe('The first record', () => {
  test('makes the tally, its folders and an ignore file, and nothing else', () => {
    using workspace = makeWorkspace()
    expect(claim(workspace, CLAIM)).toEqual({ granted: true, count: 1 })
    expect(allIn(workspace.workspace)).toEqual([
      '.dos',
      '.dos/.gitignore',
      '.dos/markers',
      '.dos/markers/s.jsonl',
    ])
    expect(readFileSync(join(workspace.home, '.gitignore'), 'utf8')).toBe('*\n')
    expect(workspace.text()).toBe(
      '{"id":"the-claim","op":"MARKER","schema":{"family":"wait-marker","version":1},"ts":"2026-06-09T12:52:00Z"}\n',
    )
    expect(streak(workspace).last).toEqual([{ op: 'MARKER', fields: JSON.parse(workspace.text()) }])
  })

  test('does not show up in git', () => {
    using workspace = makeWorkspace()
    run('git', 'init', '--quiet', workspace.workspace)
    writeFileSync(join(workspace.workspace, 'mine'), '')
    claim(workspace, CLAIM)
    expect(run('git', '-C', workspace.workspace, 'status', '--porcelain', '--untracked-files=all')).toBe(
      '?? mine\n',
    )
  })

  test('hides a folder that something else made, unless that has an ignore file', () => {
    using workspace = makeWorkspace()
    mkdirSync(workspace.home)
    reset(workspace, { now: NOW })
    expect(readFileSync(join(workspace.home, '.gitignore'), 'utf8')).toBe('*\n')

    using other = makeWorkspace()
    mkdirSync(other.home)
    writeFileSync(join(other.home, '.gitignore'), 'markers/\n')
    reset(other, { now: NOW })
    expect(readFileSync(join(other.home, '.gitignore'), 'utf8')).toBe('markers/\n')
  })

  test('never makes the workspace', () => {
    using parent = makeWorkspace()
    const paths = pathsIn(join(parent.workspace, 'nowhere'))
    expect(thrownBy(() => claim(paths, CLAIM))).toMatchObject({
      name: 'TallyError',
      fault: 'io',
      path: paths.file,
      message: `cannot record in ${paths.file}: ENOENT; the workspace, or what a link leads to, is not there`,
    })
    expect(allIn(parent.workspace)).toEqual([])
    expect(count(paths)).toBe(0)
  })

  test('of a session whose id is too long for a file name is an error, as is any other', () => {
    using workspace = makeWorkspace()
    const paths = pathsIn(workspace.workspace, 'x'.repeat(300))
    const told = (doing: string) => ({
      name: 'TallyError',
      fault: 'io',
      path: paths.file,
      message: `cannot ${doing} ${paths.file}: ENAMETOOLONG; the name of the session or run is too long to be a file name`,
      cause: { code: 'ENAMETOOLONG' },
    })
    expect(thrownBy(() => claim(paths, CLAIM))).toMatchObject(told('record in'))
    expect(readdirSync(workspace.folder)).toEqual([])
    expect(thrownBy(() => claim(paths, CLAIM))).toMatchObject(told('record in'))
    expect(thrownBy(() => count(paths))).toMatchObject(told('read'))
  })

  test('of each session makes a tally of its own, in any script', () => {
    using workspace = makeWorkspace()
    for (const session of ['Привет', '会话', 'a-b_1']) {
      expect(claim(pathsIn(workspace.workspace, session), CLAIM)).toEqual({ granted: true, count: 1 })
    }
    expect(readdirSync(workspace.folder)).toHaveLength(3)
  })
})

describe('Reading', () => {
  test('leaves no trace', () => {
    using workspace = makeWorkspace()
    expect([count(workspace), streak(workspace)]).toEqual([0, { count: 0, last: [] }])
    expect(allIn(workspace.workspace)).toEqual([])
  })

  test('tells of a tally that goes between the look and the opening', () => {
    using workspace = makeWorkspace()
    workspace.put(MARKER)
    const ops = intercept(nodeFileOps, ({ name, go }) => {
      if (name === 'openToRead') rmSync(workspace.file)
      return go()
    })
    expect(thrownBy(() => count(workspace, { ops }))).toMatchObject({
      fault: 'io',
      cause: { code: 'ENOENT' },
    })
  })
})

describe('A tally that is not a regular file', () => {
  const inTheWay: readonly (readonly [string, (path: string) => unknown])[] = [
    ['a folder', (path) => mkdirSync(path)],
    ['a FIFO', (path) => run('mkfifo', path)],
    ['a socket', (path) => sockets.push(Bun.listen({ unix: path, socket: { data: () => {} } }))],
  ]
  const sockets: { stop(): void }[] = []
  afterAll(() => {
    for (const socket of sockets) socket.stop()
  })

  for (const [thing, make] of inTheWay) {
    for (const [action, act] of actions) {
      test(`but ${thing} is refused by ${action}, without waiting`, () => {
        using workspace = makeWorkspace()
        mkdirSync(workspace.folder, { recursive: true })
        make(workspace.file)
        const thrown = thrownBy(() => act(workspace))
        expect(thrown).toMatchObject({ name: 'TallyError', fault: 'not-a-file', path: workspace.file })
        expect(String(thrown)).toMatch(/: (move it away|remove it)$/)
        expect(lstatSync(workspace.file).isFile()).toBe(false)
      })

      test(`but a link inside the workspace to ${thing} is refused by ${action}, without waiting`, () => {
        using workspace = makeWorkspace()
        mkdirSync(workspace.folder, { recursive: true })
        make(join(workspace.workspace, 'thing'))
        symlinkSync(join(workspace.workspace, 'thing'), workspace.file)
        expect(thrownBy(() => act(workspace))).toMatchObject({ fault: 'not-a-file', path: workspace.file })
      })
    }
  }

  for (const [action, act] of actions) {
    for (const standing of ['home', 'folder'] as const) {
      test(`because a file stands where its ${standing} should is refused by ${action}`, () => {
        using workspace = makeWorkspace()
        if (standing === 'folder') mkdirSync(workspace.home)
        writeFileSync(workspace[standing], 'mine')
        const thrown = thrownBy(() => act(workspace))
        expect(thrown).toMatchObject({ name: 'TallyError', fault: 'io', cause: { code: 'ENOTDIR' } })
        expect(String(thrown)).toEndWith('ENOTDIR; a file stands where a folder should: move it away')
        expect(readFileSync(workspace[standing], 'utf8')).toBe('mine')
      })
    }
  }
})

describe('Without the right to it', () => {
  const allowed = { granted: true, count: 2 }
  const refused = expect.stringMatching(
    /^cannot (record in|read) .*: EACCES; give this user the right to it$/,
  )
  for (const [scene, prepare, told] of [
    ['a tally that may be written is claimed', () => {}, [allowed, 2]],
    [
      'a tally that may only be read is counted, not claimed',
      ({ file }) => chmodSync(file, 0o444),
      [refused, 1],
    ],
    ['a tally that may not be read is neither', ({ file }) => chmodSync(file, 0o000), [refused, refused]],
    [
      'a folder that may not be entered hides it',
      ({ folder }) => chmodSync(folder, 0o000),
      [refused, refused],
    ],
    [
      'a folder that may not be written takes no new tally',
      ({ file, folder }) => {
        rmSync(file)
        chmodSync(folder, 0o555)
      },
      [refused, 0],
    ],
    [
      'a workspace that may not be written takes no new folder',
      ({ home, workspace }) => {
        rmSync(home, { recursive: true })
        chmodSync(workspace, 0o555)
      },
      [refused, 0],
    ],
  ] as readonly (readonly [string, (workspace: Workspace) => void, readonly unknown[]])[]) {
    test(`${scene}`, async () => {
      using workspace = makeWorkspace()
      workspace.put(MARKER)
      chmodSync(workspace.workspace, 0o777)
      chmodSync(workspace.file, 0o666)
      prepare(workspace)
      try {
        expect(await toldBy(startChild('claim-as-nobody', workspace.workspace))).toEqual([told])
      } finally {
        chmodSync(workspace.workspace, 0o777)
        if (existsSync(workspace.folder)) chmodSync(workspace.folder, 0o777)
      }
    })
  }
})
