import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { claim, count, nodeFileOps, record, reset, streak, TallyError } from '../src/index.ts'
import { intercept } from './support/memory-disk.ts'
import { startChild, toldBy } from './support/processes.ts'
import { makeWorkspace, NOW, pathsIn, thrownBy, type Workspace } from './support/workspace.ts'

const MARKER = '{"op":"MARKER"}\n'
const CLAIM = { id: 'the-claim', cap: 4, now: NOW }

/** All that can be asked of a tally. */
const actions: readonly (readonly [string, (paths: Workspace) => unknown])[] = [
  ['a claim', (paths) => claim(paths, CLAIM)],
  ['a marker', (paths) => record(paths, { op: 'MARKER', now: NOW })],
  ['a reset', (paths) => reset(paths, { now: NOW })],
  ['a count', (paths) => count(paths)],
  ['a streak', (paths) => streak(paths)],
]

/** Every path below a folder, links not followed. */
const allIn = (folder: string) => readdirSync(folder, { recursive: true }).map(String).toSorted()

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    // Nothing that git may have been told by whoever runs the tests.
    env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`, { cause: error })
  return stdout
}

describe('The first record', () => {
  test('makes the tally, its folders and an ignore file, and nothing else', () => {
    using workspace = makeWorkspace()
    expect(claim(workspace, CLAIM)).toEqual({ granted: true, rank: 1 })
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
    expect(streak(workspace).last).toEqual([{ op: 'MARKER', id: 'the-claim', ts: '2026-06-09T12:52:00Z' }])
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
      message: `cannot ${doing} ${paths.file}: ENAMETOOLONG; the session id is too long to be a file name`,
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
      expect(claim(pathsIn(workspace.workspace, session), CLAIM)).toEqual({ granted: true, rank: 1 })
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

describe('A link out of the workspace', () => {
  for (const [action, act] of actions) {
    for (const linked of ['home', 'folder', 'file'] as const) {
      test(`where the ${linked} of the tally should be is refused by ${action}, and nothing is made out there`, () => {
        using outside = makeWorkspace()
        using workspace = makeWorkspace()
        const target = join(outside.workspace, 'target')
        if (linked === 'file') writeFileSync(target, MARKER)
        else mkdirSync(target)
        mkdirSync(join(workspace[linked], '..'), { recursive: true })
        symlinkSync(target, workspace[linked])

        expect(thrownBy(() => act(workspace))).toMatchObject({
          name: 'TallyError',
          fault: 'outside',
          path: workspace[linked],
          message: `${workspace[linked]} leads to ${target}, which is not inside the workspace: remove the link`,
        })
        expect(allIn(outside.workspace)).toEqual(['target'])
        if (linked === 'file') expect(readFileSync(target, 'utf8')).toBe(MARKER)
      })
    }

    test(`that leads nowhere is refused by ${action}, and nothing is made there`, () => {
      using outside = makeWorkspace()
      using workspace = makeWorkspace()
      for (const linked of ['file', 'folder', 'home'] as const) {
        rmSync(workspace.home, { recursive: true, force: true })
        mkdirSync(join(workspace[linked], '..'), { recursive: true })
        symlinkSync(join(outside.workspace, 'nowhere'), workspace[linked])
        expect(thrownBy(() => act(workspace))).toMatchObject({
          name: 'TallyError',
          fault: 'io',
          cause: { code: 'ENOENT' },
        })
        expect(allIn(outside.workspace)).toEqual([])
      }
    })

    test(`in a circle is refused by ${action}`, () => {
      using workspace = makeWorkspace()
      mkdirSync(workspace.folder, { recursive: true })
      symlinkSync('s.jsonl', workspace.file)
      const thrown = thrownBy(() => act(workspace))
      expect(thrown).toMatchObject({ name: 'TallyError', fault: 'io', cause: { code: 'ELOOP' } })
    })
  }

  test('to a folder whose name only begins like that of the workspace is refused', () => {
    using workspace = makeWorkspace()
    const sibling = `${workspace.workspace}-2`
    mkdirSync(sibling)
    try {
      symlinkSync(sibling, workspace.home)
      expect(thrownBy(() => claim(workspace, CLAIM))).toMatchObject({ fault: 'outside' })
      expect(allIn(sibling)).toEqual([])
    } finally {
      rmSync(sibling, { recursive: true })
    }
  })

  test('is still refused where the workspace is the root of all', () => {
    const asked: string[] = []
    const ops = intercept(nodeFileOps, ({ name, args: [path], go }) => {
      if (name === 'look') return { kind: 'link', changedAt: 0 }
      if (name !== 'resolve') return go()
      asked.push(String(path))
      return path === '/' ? '/' : '/somewhere/inside'
    })
    // All that the root holds is inside: the way goes on, to a file that is not there.
    expect(thrownBy(() => count(pathsIn('/'), { ops }))).toMatchObject({
      fault: 'io',
      cause: { code: 'ENOENT' },
    })
    expect(asked).toContain('/')
  })

  test('that is swapped in between the look and the opening is not followed', () => {
    using outside = makeWorkspace()
    using workspace = makeWorkspace()
    workspace.put(MARKER)
    const target = join(outside.workspace, 'target')
    writeFileSync(target, MARKER)
    const ops = intercept(nodeFileOps, ({ name, go }) => {
      if (name === 'openToRead' || name === 'openToAppend') {
        rmSync(workspace.file)
        symlinkSync(target, workspace.file)
      }
      return go()
    })
    for (const act of [() => count(workspace, { ops }), () => claim(workspace, CLAIM, { ops })]) {
      workspace.put(MARKER)
      expect(thrownBy(act)).toMatchObject({ fault: 'io', cause: { code: 'ELOOP' } })
      rmSync(workspace.file)
    }
    expect(readFileSync(target, 'utf8')).toBe(MARKER)
  })
})

describe('A link inside the workspace', () => {
  test('where the tally should be is followed', () => {
    using workspace = makeWorkspace()
    mkdirSync(workspace.folder, { recursive: true })
    const target = join(workspace.workspace, 'elsewhere.jsonl')
    writeFileSync(target, MARKER)
    symlinkSync('../../elsewhere.jsonl', workspace.file)
    expect(count(workspace)).toBe(1)
    expect(claim(workspace, CLAIM)).toEqual({ granted: true, rank: 2 })
    expect(readFileSync(target, 'utf8')).toStartWith(`${MARKER}{"id":"the-claim"`)
    expect(lstatSync(workspace.file).isSymbolicLink()).toBe(true)
  })

  for (const linked of ['home', 'folder'] as const) {
    test(`where its ${linked} should be is followed, and no folder of the user's is hidden`, () => {
      using workspace = makeWorkspace()
      const target = join(workspace.workspace, 'elsewhere')
      mkdirSync(target)
      if (linked === 'folder') mkdirSync(workspace.home)
      symlinkSync(target, workspace[linked])
      expect(claim(workspace, CLAIM)).toEqual({ granted: true, rank: 1 })
      expect(claim(workspace, { ...CLAIM, id: 'next' })).toEqual({ granted: true, rank: 2 })
      expect(count(workspace)).toBe(2)
      expect(allIn(target)).toEqual(linked === 'home' ? ['markers', 'markers/s.jsonl'] : ['s.jsonl'])
    })
  }

  test('to the workspace itself is refused', () => {
    using workspace = makeWorkspace()
    symlinkSync('.', workspace.home)
    expect(thrownBy(() => claim(workspace, CLAIM))).toMatchObject({ fault: 'outside' })
    expect(readdirSync(workspace.workspace)).toEqual(['.dos'])
  })

  test('is followed where the workspace is reached by a link, too', () => {
    using workspace = makeWorkspace()
    using other = makeWorkspace()
    const alias = join(other.workspace, 'alias')
    symlinkSync(workspace.workspace, alias)
    workspace.put(MARKER)
    renameSync(workspace.folder, join(workspace.home, 'real'))
    symlinkSync('real', workspace.folder)
    expect(claim(pathsIn(alias), CLAIM)).toEqual({ granted: true, rank: 2 })
  })
})

describe('Without the right to it', () => {
  const allowed = { granted: true, rank: 2 }
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

describe('The real file operations', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = makeWorkspace()
  })
  afterAll(() => workspace[Symbol.dispose]())

  test('tell what stands at a path, and links as links', () => {
    const { workspace: folder } = workspace
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('file', join(folder, 'link'))
    run('mkfifo', join(folder, 'fifo'))
    const kinds = ['.', 'file', 'link', 'fifo', 'nothing'].map(
      (name) => nodeFileOps.look(join(folder, name))?.kind,
    )
    expect(kinds).toEqual(['folder', 'file', 'link', 'other', undefined])
  })

  test('make no file but by appending, and tell that they did', () => {
    const path = join(workspace.workspace, 'new')
    expect(thrownBy(() => nodeFileOps.openToRead(path))).toMatchObject({ code: 'ENOENT' })
    const made = nodeFileOps.openToAppend(path)
    const again = nodeFileOps.openToAppend(path)
    const third = nodeFileOps.openToAppend(path, true)
    expect(third.created).toBe(false)
    nodeFileOps.close(third.fd)
    const wrongly = nodeFileOps.openToAppend(`${path}-gone`, true)
    expect(wrongly.created).toBe(true)
    nodeFileOps.close(wrongly.fd)
    expect([made.created, again.created]).toEqual([true, false])
    nodeFileOps.append(made.fd, Buffer.from('one\n'))
    nodeFileOps.append(again.fd, Buffer.from('two\n'))
    for (const { fd } of [made, again]) nodeFileOps.close(fd)
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  })

  test('reach the device when they sync: what cannot be synced says so', () => {
    const path = join(workspace.workspace, 'unsyncable')
    run('mkfifo', path)
    const { fd } = nodeFileOps.openToAppend(path)
    try {
      expect(thrownBy(() => nodeFileOps.sync(fd))).toMatchObject({ code: 'EINVAL' })
    } finally {
      nodeFileOps.close(fd)
    }
  })

  test('sync a folder, or do without where a file system cannot', () => {
    expect(nodeFileOps.syncFolder(workspace.workspace)).toBeUndefined()
    // The folders of /proc are of the kind that refuses; where there is no /proc, none is at hand.
    if (existsSync('/proc/self')) expect(nodeFileOps.syncFolder('/proc')).toBeUndefined()
    expect(thrownBy(() => nodeFileOps.syncFolder(join(workspace.workspace, 'nowhere')))).toMatchObject({
      code: 'ENOENT',
    })
  })

  test('are what is used when no others are given, and fail as the platform does', () => {
    const thrown = thrownBy(() => count(pathsIn('/nul\0byte')))
    expect(thrown).toBeInstanceOf(TallyError)
    expect(thrown).toMatchObject({ fault: 'io', cause: { code: 'ERR_INVALID_ARG_VALUE' } })
  })
})
