import { describe, expect, test } from 'bun:test'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { nodeFileOps, type Pruned, type PruneRequest, prune, TallyError } from '../src/index.ts'
import { makeWorkspace, NOW, thrownBy, type Workspace } from './support/workspace.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** A workspace with one tally for each age in milliseconds, named `0.jsonl`, `1.jsonl` … */
function withTallies(...ages: readonly number[]): Workspace {
  const workspace = makeWorkspace()
  mkdirSync(workspace.folder, { recursive: true })
  for (const [at, age] of ages.entries()) addTally(workspace, `${at}.jsonl`, age)
  return workspace
}

function addTally({ folder }: Workspace, name: string, age: number): void {
  const path = join(folder, name)
  writeFileSync(path, '{"op":"MARKER"}\n')
  utimesSync(path, (NOW - age) / 1000, (NOW - age) / 1000)
}

const names = ({ removed, kept }: Pruned) => ({ removed: removed.map(base), kept: kept.map(base) })
const base = (path: string) => basename(path)
const pruneAt = (workspace: Workspace, request: Omit<PruneRequest, 'now'>) =>
  prune(workspace.workspace, { now: NOW, ...request })

describe('Pruning', () => {
  test('by age removes what was not written for longer', () => {
    using workspace = withTallies(2 * DAY, 30 * DAY, 30 * DAY + 1000, 90 * DAY)
    expect(names(pruneAt(workspace, { olderThanMs: 30 * DAY }))).toEqual({
      removed: ['2.jsonl', '3.jsonl'],
      kept: ['0.jsonl', '1.jsonl'],
    })
    expect(readdirSync(workspace.folder).toSorted()).toEqual(['0.jsonl', '1.jsonl'])
  })

  test('by number keeps the latest written', () => {
    using workspace = withTallies(9 * DAY, 5 * DAY, 7 * DAY, 3 * DAY)
    expect(names(pruneAt(workspace, { keep: 2 }))).toEqual({
      removed: ['2.jsonl', '0.jsonl'],
      kept: ['3.jsonl', '1.jsonl'],
    })
    expect(readdirSync(workspace.folder).toSorted()).toEqual(['1.jsonl', '3.jsonl'])
  })

  test('by both removes what either would', () => {
    using workspace = withTallies(2 * DAY, 3 * DAY, 4 * DAY, 50 * DAY)
    expect(names(pruneAt(workspace, { keep: 3, olderThanMs: 3.5 * DAY }))).toEqual({
      removed: ['2.jsonl', '3.jsonl'],
      kept: ['0.jsonl', '1.jsonl'],
    })
  })

  test('by neither removes nothing', () => {
    using workspace = withTallies(2 * DAY, 1000 * DAY)
    expect(names(pruneAt(workspace, {}))).toEqual({ removed: [], kept: ['0.jsonl', '1.jsonl'] })
  })

  test('leaves what was written within the last day, whatever is asked', () => {
    using workspace = withTallies(0, HOUR, DAY, DAY + 1000, -HOUR)
    expect(names(pruneAt(workspace, { keep: 0, olderThanMs: 0 }))).toEqual({
      removed: ['3.jsonl'],
      kept: ['4.jsonl', '0.jsonl', '1.jsonl', '2.jsonl'],
    })
  })

  test('counts what must stay among what to keep', () => {
    using workspace = withTallies(HOUR, 2 * DAY, 3 * DAY)
    expect(names(pruneAt(workspace, { keep: 2 }))).toEqual({
      removed: ['2.jsonl'],
      kept: ['0.jsonl', '1.jsonl'],
    })
  })

  test('on trial tells the same and removes nothing', () => {
    using workspace = withTallies(2 * DAY, 40 * DAY)
    const trial = pruneAt(workspace, { keep: 1, dryRun: true })
    expect(readdirSync(workspace.folder)).toHaveLength(2)
    expect(pruneAt(workspace, { keep: 1, dryRun: false })).toEqual(trial)
    expect(readdirSync(workspace.folder)).toEqual(['0.jsonl'])
  })

  test('passes over folders, links and files of other names', () => {
    using workspace = withTallies(40 * DAY)
    const { folder } = workspace
    addTally(workspace, 'notes.txt', 40 * DAY)
    addTally(workspace, 'old.jsonl.bak', 40 * DAY)
    mkdirSync(join(folder, 'folder.jsonl'))
    symlinkSync(join(folder, '0.jsonl'), join(folder, 'link.jsonl'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.jsonl'))
    expect(names(pruneAt(workspace, { keep: 0 }))).toEqual({ removed: ['0.jsonl'], kept: [] })
    expect(readdirSync(folder).toSorted()).toEqual([
      'dangling.jsonl',
      'folder.jsonl',
      'link.jsonl',
      'notes.txt',
      'old.jsonl.bak',
    ])
  })

  test('does nothing, and makes nothing, where there are no tallies', () => {
    using workspace = makeWorkspace()
    expect(pruneAt(workspace, { keep: 0 })).toEqual({ removed: [], kept: [] })
    expect(readdirSync(workspace.workspace)).toEqual([])
    mkdirSync(workspace.home)
    expect(pruneAt(workspace, { keep: 0 })).toEqual({ removed: [], kept: [] })
    expect(readdirSync(workspace.home)).toEqual([])
    expect(prune(join(workspace.workspace, 'nowhere'), { now: NOW, keep: 0 })).toEqual({
      removed: [],
      kept: [],
    })
  })

  test('follows a link inside the workspace', () => {
    using workspace = withTallies(40 * DAY)
    renameSync(workspace.home, join(workspace.workspace, 'elsewhere'))
    symlinkSync('elsewhere', workspace.home)
    expect(names(pruneAt(workspace, { keep: 0 }))).toEqual({ removed: ['0.jsonl'], kept: [] })
    expect(readdirSync(join(workspace.workspace, 'elsewhere', 'markers'))).toEqual([])
  })

  for (const linked of ['home', 'folder'] as const) {
    test(`refuses a link of its ${linked} that leads out of the workspace`, () => {
      using outside = withTallies(40 * DAY)
      using workspace = makeWorkspace()
      if (linked === 'folder') mkdirSync(workspace.home)
      symlinkSync(outside[linked], workspace[linked])
      expect(thrownBy(() => pruneAt(workspace, { keep: 0 }))).toMatchObject({
        name: 'TallyError',
        fault: 'outside',
        path: workspace[linked],
      })
      expect(existsSync(join(outside.folder, '0.jsonl'))).toBe(true)
    })
  }

  test('tells of a file that stands where the folder should', () => {
    using workspace = makeWorkspace()
    mkdirSync(workspace.home)
    writeFileSync(workspace.folder, '')
    expect(thrownBy(() => pruneAt(workspace, { keep: 0 }))).toMatchObject({
      fault: 'io',
      path: workspace.folder,
      message: `cannot prune ${workspace.folder}: ENOTDIR; a file stands where a folder should: move it away`,
    })
  })

  test('tells of a tally that cannot be removed, and leaves the rest', () => {
    using workspace = withTallies(50 * DAY, 40 * DAY)
    const ops = {
      ...nodeFileOps,
      remove: () => {
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' })
      },
    }
    const thrown = thrownBy(() => prune(workspace.workspace, { now: NOW, keep: 0 }, { ops }))
    expect(thrown).toBeInstanceOf(TallyError)
    expect(String(thrown)).toContain('EPERM; give this user the right to it')
    expect(readdirSync(workspace.folder)).toHaveLength(2)
  })

  test('does not mind another one at the same time', () => {
    using workspace = withTallies(50 * DAY, 40 * DAY, 30 * DAY)
    const [first, second] = ['0.jsonl', '1.jsonl'].map((name) => join(workspace.folder, name))
    const gone = (path: string | undefined) => rmSync(path ?? '', { force: true })
    const ops = {
      ...nodeFileOps,
      list: (folder: string) => {
        const listed = nodeFileOps.list(folder)
        gone(first)
        return listed
      },
      remove: (path: string) => {
        gone(second)
        nodeFileOps.remove(path)
      },
    }
    const { removed } = prune(workspace.workspace, { now: NOW, keep: 0 }, { ops })
    expect(removed.map(base)).toEqual(['2.jsonl', '1.jsonl'])
    expect(readdirSync(workspace.folder)).toEqual([])
  })

  test('finds no tallies in a folder that goes between the look and the listing', () => {
    using workspace = withTallies(50 * DAY)
    const ops = {
      ...nodeFileOps,
      list: (folder: string) => {
        rmSync(workspace.folder, { recursive: true })
        return nodeFileOps.list(folder)
      },
    }
    expect(prune(workspace.workspace, { now: NOW, keep: 0 }, { ops })).toEqual({ removed: [], kept: [] })
  })

  test('does not change what it keeps', () => {
    using workspace = withTallies(2 * DAY)
    const before = lstatSync(join(workspace.folder, '0.jsonl'))
    pruneAt(workspace, { keep: 1 })
    expect(lstatSync(join(workspace.folder, '0.jsonl')).mtimeMs).toBe(before.mtimeMs)
  })
})
