import { afterEach, describe, expect, test } from 'bun:test'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeNodeFileOps } from '../src/files/node-operations.ts'
import { type FileOps, inHome, prune, survey, TallyError, tallies } from '../src/index.ts'
import { intercept } from './support/memory-disk.ts'
import { actions, MARKER } from './support/places.ts'
import { makeWorkspace, NOW, thrownBy, type Workspace } from './support/workspace.ts'

const WAYS = [
  ['by descriptors', true],
  ['by paths, where there are no descriptors to go by', false],
] as const

/** The real operations; nothing waits for the device, since no power is lost here. */
const opsBy = (pins: boolean): FileOps => ({
  ...makeNodeFileOps(pins),
  sync: () => {},
  syncFolder: () => {},
})

/** Everything that writes, reads or makes something. */
const everything: readonly (readonly [string, (paths: Workspace, ops: FileOps) => unknown])[] = [
  ...actions.map(([name, act]) => [name, (paths: Workspace, ops: FileOps) => act(paths, { ops })] as const),
  ['a survey', (paths, ops) => survey(paths.workspace, {}, { ops })],
  ['a list', (paths, ops) => tallies(paths.workspace, { ops })],
  [
    'a file beside the tallies',
    ({ workspace }, ops) =>
      inHome(
        workspace,
        ['metrics'],
        (folder) => {
          const opened = folder?.openToAppend('s.jsonl')
          if (opened === undefined) return
          ops.append(opened.fd, new TextEncoder().encode('x'))
          ops.close(opened.fd)
        },
        { ops, make: true },
      ),
  ],
]

/** Each way to a file once; the others go the same way, and are tried where time is no matter. */
const swept = process.env['DOS_HOOK_STORMS']
  ? everything
  : everything.filter(([name]) => !['a marker', 'a streak', 'a list'].includes(name))

/** What lies outside, each file with its content. */
const contentsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

/** Puts a link to somewhere else in a folder's place, and back. */
function swapper(folder: string, target: string): { swap(): void; back(): void } {
  return {
    swap: () => {
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
      renameSync(folder, `${folder}-kept`)
      symlinkSync(target, folder)
    },
    back: () => {
      rmSync(folder)
      renameSync(`${folder}-kept`, folder)
    },
  }
}

describe.each(WAYS)('A folder swapped for a link out of the workspace while it is reached %s', (_, pins) => {
  for (const [action, act] of swept) {
    for (const [scene, isThere] of [
      ['a tally that is there', true],
      ['an empty workspace', false],
    ] as const) {
      for (const which of ['home', 'folder'] as const) {
        test(`can not have anything written elsewhere by ${action} of ${scene}, whenever the ${which} is swapped`, () => {
          for (const staysSwapped of [true, false]) {
            let steps = 1
            for (let at = 0; at < steps; at += 1) {
              using workspace = makeWorkspace()
              using outside = makeWorkspace()
              if (isThere) workspace.put(MARKER)
              // What a link in either place would lead to; one tally is there, another can be made.
              for (const name of ['', 'markers', 'metrics']) {
                mkdirSync(join(outside.workspace, name), { recursive: true })
                writeFileSync(join(outside.workspace, name, at % 2 === 0 ? 's.jsonl' : 'other'), 'theirs\n')
              }
              const before = contentsOf(outside.workspace)
              const { swap, back } = swapper(workspace[which], outside.workspace)
              let call = 0
              let swapped = false
              const ops = intercept(opsBy(pins), ({ go }) => {
                call += 1
                if (call - 1 !== at) return go()
                swap()
                swapped = true
                try {
                  return go()
                } finally {
                  if (!staysSwapped) back()
                }
              })
              try {
                act(workspace, ops)
              } catch (error) {
                if (!(error instanceof TallyError)) throw error
              }
              if (!swapped) break
              steps = at + 2
              // An empty file may be left by somebody who could just as well have made it.
              const after = Object.entries(contentsOf(outside.workspace)).filter(
                ([name, content]) => content !== '' || name in before,
              )
              expect(Object.fromEntries(after)).toEqual(before)
            }
            expect(steps).toBeGreaterThan(2)
          }
        })
      }
    }
  }

  test('leaves no file elsewhere where the link is still there to be seen', () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    mkdirSync(workspace.folder, { recursive: true })
    const { swap } = swapper(workspace.folder, outside.workspace)
    const ops = intercept(opsBy(pins), ({ name, args, go }) => {
      if (name === 'openToAppend' && String(args[0]).endsWith('s.jsonl')) swap()
      return go()
    })
    const thrown = pins ? undefined : thrownBy(() => actions[0]?.[1](workspace, { ops }))
    if (pins) actions[0]?.[1](workspace, { ops })
    else expect(thrown).toMatchObject({ name: 'TallyError', fault: 'outside', path: workspace.folder })
    expect(readdirSync(outside.workspace)).toEqual([])
  })
})

describe('Pruning in a folder that is swapped for a link', () => {
  test('removes nothing elsewhere, whenever that is', () => {
    let steps = 1
    for (let at = 0; at < steps; at += 1) {
      using workspace = makeWorkspace()
      using outside = makeWorkspace()
      workspace.put(MARKER)
      writeFileSync(join(outside.workspace, 's.jsonl'), MARKER)
      const { swap } = swapper(workspace.folder, outside.workspace)
      let call = 0
      const ops = intercept(makeNodeFileOps(), ({ go }) => {
        if (call === at) swap()
        call += 1
        return go()
      })
      try {
        prune(workspace.workspace, { now: NOW * 2, keep: 0 }, { ops })
      } catch (error) {
        if (!(error instanceof TallyError)) throw error
      }
      if (call > at) steps = at + 2
      expect(readdirSync(outside.workspace)).toEqual(['s.jsonl'])
    }
    expect(steps).toBeGreaterThan(4)
  })
})

describe.each(WAYS)('What belongs to another user, reached %s', (_, pins) => {
  const own = process.geteuid
  afterEach(() => {
    Object.defineProperty(process, 'geteuid', { value: own, configurable: true })
  })
  /** Gives it to somebody else; without the right to that, somebody else is who asks. */
  const giveAway = (...paths: readonly string[]): void => {
    if (own?.() === 0) for (const path of paths) chownSync(path, 54_321, 54_321)
    else Object.defineProperty(process, 'geteuid', { value: () => 54_321, configurable: true })
  }

  for (const which of ['home', 'folder', 'file'] as const) {
    for (const [action, act] of actions) {
      test(`is refused by ${action} where it is the ${which}, and stays as it is`, () => {
        using workspace = makeWorkspace()
        workspace.put(MARKER)
        giveAway(workspace[which])
        const ops = makeNodeFileOps(pins)
        const refused = thrownBy(() => act(workspace, { ops }))
        expect(refused).toMatchObject({ name: 'TallyError', fault: 'another-user' })
        expect(String(refused)).toContain('belongs to another user: what others count here does not count')
        expect(workspace.text()).toBe(MARKER)
      })
    }
  }

  test('is told by a survey, and left alone by pruning', () => {
    using workspace = makeWorkspace()
    workspace.put(MARKER)
    giveAway(workspace.file)
    const foreign = (ops: FileOps): FileOps =>
      intercept(ops, ({ name, go }) => {
        const answer = go()
        // Where everything is somebody else's, only the tally is looked at that way.
        return name === 'enter' ? { ...Object(answer), foreign: false } : answer
      })
    const ops = foreign(makeNodeFileOps(pins))
    expect(survey(workspace.workspace, {}, { ops }).tallies).toMatchObject([
      { ok: false, fault: 'another-user' },
    ])
    expect(prune(workspace.workspace, { now: NOW * 2, keep: 0 }, { ops })).toEqual({ removed: [], kept: [] })
    expect(existsSync(workspace.file)).toBe(true)
  })
})

test('Every folder that is opened on the way is closed again, and needs no right but to be entered', () => {
  using workspace = makeWorkspace()
  const open = new Set<number>()
  const ops = intercept(makeNodeFileOps(), ({ name, args, go }) => {
    const answer = go()
    if (name === 'close') open.delete(Number(args[0]))
    const { fd = answer } = Object(answer)
    if (['enter', 'openToRead', 'openToAppend'].includes(name) && typeof fd === 'number') open.add(fd)
    return answer
  })
  for (const [, act] of everything) act(workspace, ops)
  chmodSync(workspace.home, 0o311)
  for (const [, act] of actions) act(workspace, { ops })
  expect([...open]).toEqual([])
})

describe.each(WAYS)('Entering %s', (_, pins) => {
  test('fails as the platform does where there is nothing, no folder, or a link', () => {
    using workspace = makeWorkspace()
    workspace.put(MARKER)
    symlinkSync('markers', join(workspace.home, 'link'))
    const ops = makeNodeFileOps(pins)
    for (const [path, code] of [
      [join(workspace.home, 'none'), 'ENOENT'],
      [workspace.file, 'ENOTDIR'],
      [join(workspace.home, 'link'), 'ENOTDIR'],
    ] as const) {
      expect(thrownBy(() => ops.enter(path))).toMatchObject({ code })
    }
    const { fd } = ops.enter(join(workspace.home, 'link'), true)
    if (fd !== undefined) ops.close(fd)
  })
})
