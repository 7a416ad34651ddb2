import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import {
  appendFileSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import {
  count,
  encodeRecord,
  nodeFileOps,
  recall,
  type Survey,
  type SurveyedTally,
  survey,
  TallyError,
  tallies,
} from '../src/index.ts'
import { anyTally } from './support/lines.ts'
import { diskWith, intercept, MemoryDisk, ON_DISK } from './support/memory-disk.ts'
import { makeWorkspace, NOW, thrownBy, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const MARKER = `${encodeRecord({ op: 'MARKER', now: NOW, reason: 'waiting', runId: 'r' })}\n`
const RESET = `${encodeRecord({ op: 'RESET', now: NOW })}\n`
const HOUR = 60 * 60 * 1000

function put(workspace: Workspace, name: string, content: string | Uint8Array, age = 0): string {
  mkdirSync(workspace.folder, { recursive: true })
  const path = join(workspace.folder, name)
  writeFileSync(path, content)
  utimesSync(path, (NOW - age) / 1000, (NOW - age) / 1000)
  return path
}

const sessions = ({ tallies }: Survey) => tallies.map(({ session }) => session)

/** The one tally that there is. */
function only({ tallies }: Survey): SurveyedTally {
  const [tally, ...more] = tallies
  if (tally === undefined || more.length > 0) throw new Error(`${tallies.length} tallies`)
  return tally
}

/** File operations that keep a list of what is opened. */
function watched(): { readonly opened: string[]; readonly ops: typeof nodeFileOps } {
  const opened: string[] = []
  const ops = intercept(nodeFileOps, ({ name, args, go }) => {
    if (name === 'openToRead') opened.push(basename(String(args[0])))
    return go()
  })
  return { opened, ops }
}

describe('A survey', () => {
  test('tells of every tally how long its streak is and what came last, the latest written first', () => {
    using workspace = makeWorkspace()
    put(workspace, 'old.jsonl', RESET, 2 * HOUR)
    put(workspace, 'new.jsonl', RESET + MARKER + MARKER)
    put(workspace, 'mid.jsonl', '', HOUR)
    put(workspace, 'notes.txt', MARKER)
    const found = survey(workspace.workspace)
    expect(sessions(found)).toEqual(['new', 'mid', 'old'])
    expect(found.older).toBe(0)
    expect(found.tallies[0]).toEqual({
      session: 'new',
      paths: { ...paths(workspace), file: join(workspace.folder, 'new.jsonl') },
      changedAt: NOW,
      size: (RESET + MARKER + MARKER).length,
      ok: true,
      count: 2,
      last: { op: 'MARKER', fields: JSON.parse(MARKER) },
    })
    expect(found.tallies.map((tally) => tally.ok && [tally.count, tally.last?.op])).toEqual([
      [2, 'MARKER'],
      [0, undefined],
      [0, 'RESET'],
    ])
  })

  test('counts as count does and finds the entry that recall finds, whatever lines there are', () => {
    let entries = 0
    fc.assert(
      fc.property(anyTally, (tally) => {
        const disk = diskWith(tally)
        const found = only(survey('/w', {}, disk))
        if (!found.ok) throw new Error(found.why)
        expect(found.count).toBe(count(ON_DISK, disk))
        const last = recall(ON_DISK, (entry) => entry, disk)
        expect(found.last).toEqual(last)
        if (last !== undefined) entries += 1
        expect(disk.open).toBe(0)
      }),
      { numRuns: 300 },
    )
    expect(entries).toBeGreaterThan(100)
  })

  test('counts no further than the limit, and still knows what came last', () => {
    fc.assert(
      fc.property(anyTally, fc.nat(6), (tally, limit) => {
        const disk = diskWith(tally)
        const found = only(survey('/w', { limit }, disk))
        expect(found).toMatchObject({ ok: true, count: count(ON_DISK, { ...disk, limit }) })
        expect(found.ok && found.last).toEqual(recall(ON_DISK, (entry) => entry, disk))
      }),
    )
  })

  test('counts to 1000 unless told otherwise', () => {
    const disk = diskWith(MARKER.repeat(1200))
    expect(only(survey('/w', {}, disk))).toMatchObject({ count: 1000 })
    expect(only(survey('/w', { limit: 1100 }, disk))).toMatchObject({ count: 1100 })
  })

  test('passes over newer records', () => {
    const disk = diskWith(`${MARKER}{"op":"RESET","schema":2}\n`)
    expect(only(survey('/w', {}, disk))).toMatchObject({ count: 1, last: { op: 'MARKER' } })
  })

  test('of a workspace without tallies finds none, and makes nothing', () => {
    using workspace = makeWorkspace()
    expect(survey(workspace.workspace)).toEqual({ tallies: [], older: 0 })
    expect(nodeFileOps.look(workspace.home)).toBeUndefined()
    expect(survey('/w', {}, new MemoryDisk())).toEqual({ tallies: [], older: 0 })
  })

  test('reads of a long tally only its end', () => {
    using workspace = makeWorkspace()
    put(workspace, 's.jsonl', MARKER.repeat(20_000) + RESET + MARKER)
    let bytes = 0
    const ops = intercept(nodeFileOps, ({ name, go }) => {
      const answer = go()
      if (name === 'read') bytes += Number(answer)
      return answer
    })
    expect(only(survey(workspace.workspace, {}, { ops }))).toMatchObject({ count: 1 })
    expect(bytes).toBe(4096)
  })
})

describe('The tallies of a workspace', () => {
  test('are listed with the latest written first, also those that can not be read, and none is opened', () => {
    using workspace = makeWorkspace()
    put(workspace, 'old.jsonl', RESET, 2 * HOUR)
    put(workspace, 'new.jsonl', MARKER)
    symlinkSync(join(workspace.folder, 'nowhere'), join(workspace.folder, 'dangling.jsonl'))
    symlinkSync(join(workspace.folder, 'old.jsonl'), join(workspace.folder, 'link.jsonl'))
    utimesSync(join(workspace.folder, 'old.jsonl'), 0, 0)
    const { opened, ops } = watched()
    const found = tallies(workspace.workspace, { ops })
    expect(found.map(({ session, size }) => [session, size])).toContainEqual(['link', RESET.length])
    expect(found.map(({ session }) => session).toSorted()).toEqual(['dangling', 'link', 'new', 'old'])
    expect(found.filter(({ session }) => session === 'new')).toEqual([
      {
        session: 'new',
        paths: { ...paths(workspace), file: join(workspace.folder, 'new.jsonl') },
        ...{ changedAt: NOW, size: MARKER.length },
      },
    ])
    const times = found.map(({ changedAt }) => changedAt)
    expect(times).toEqual(times.toSorted((one, other) => other - one))
    expect(opened).toEqual([])
  })

  test('are none where there are none, and an error where they can not be listed', () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    expect(tallies(workspace.workspace)).toEqual([])
    symlinkSync(outside.workspace, workspace.home)
    expect(thrownBy(() => tallies(workspace.workspace))).toMatchObject({ fault: 'outside' })
  })
})

describe('What was not written since', () => {
  test('is counted and not opened', () => {
    using workspace = makeWorkspace()
    put(workspace, 'new.jsonl', MARKER, HOUR)
    put(workspace, 'old.jsonl', MARKER, HOUR + 1)
    put(workspace, 'older.jsonl', MARKER, 9 * HOUR)
    const { opened, ops } = watched()
    const found = survey(workspace.workspace, { since: NOW - HOUR }, { ops })
    expect([sessions(found), found.older, opened]).toEqual([['new'], 2, ['new.jsonl']])
  })

  test('is told all the same where it can be seen to be no tally', () => {
    using workspace = makeWorkspace()
    put(workspace, 'old.jsonl', MARKER, 9 * HOUR)
    const folder = join(workspace.folder, 'folder.jsonl')
    mkdirSync(folder)
    utimesSync(folder, 0, 0)
    const found = survey(workspace.workspace, { since: NOW - HOUR })
    expect([sessions(found), found.older]).toEqual([['folder'], 1])
  })
})

describe('After an earlier survey', () => {
  test('only what has another time or another size is read', () => {
    using workspace = makeWorkspace()
    const kept = put(workspace, 'kept.jsonl', MARKER, 3 * HOUR)
    const grown = put(workspace, 'grown.jsonl', MARKER, 3 * HOUR)
    const touched = put(workspace, 'touched.jsonl', MARKER, 3 * HOUR)
    const gone = put(workspace, 'gone.jsonl', MARKER, 3 * HOUR)
    const previous = survey(workspace.workspace)
    expect(sessions(previous)).toHaveLength(4)

    appendFileSync(grown, MARKER)
    utimesSync(grown, (NOW - 3 * HOUR) / 1000, (NOW - 3 * HOUR) / 1000)
    utimesSync(touched, NOW / 1000, NOW / 1000)
    rmSync(gone)
    put(workspace, 'made.jsonl', RESET, HOUR)
    const { opened, ops } = watched()
    const found = survey(workspace.workspace, { previous }, { ops })
    expect(opened.toSorted()).toEqual(['grown.jsonl', 'made.jsonl', 'touched.jsonl'])
    expect(found).toEqual(survey(workspace.workspace))
    expect(found.tallies.find(({ paths }) => paths.file === kept)).toBe(
      previous.tallies.find(({ paths }) => paths.file === kept) as SurveyedTally,
    )
  })

  test('what could not be read is read again', () => {
    const disk = diskWith(MARKER)
    let refuses = true
    const ops = intercept(disk.ops, ({ name, go }) => {
      if (name === 'openToRead' && refuses) throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      return go()
    })
    const previous = survey('/w', {}, { ops })
    expect(only(previous)).toMatchObject({ ok: false, fault: 'io' })
    refuses = false
    expect(only(survey('/w', { previous }, { ops }))).toMatchObject({ ok: true, count: 1 })
  })
})

describe('What cannot be read', () => {
  test('is told with its reason, and the others are read', () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    outside.put(MARKER)
    put(workspace, 'good.jsonl', MARKER)
    put(workspace, 'garbage.jsonl', 'x'.repeat(5 * 1024 * 1024))
    mkdirSync(join(workspace.folder, 'folder.jsonl'))
    Bun.spawnSync(['mkfifo', join(workspace.folder, 'fifo.jsonl')])
    symlinkSync(outside.file, join(workspace.folder, 'outside.jsonl'))
    symlinkSync(join(workspace.folder, 'nowhere'), join(workspace.folder, 'dangling.jsonl'))
    symlinkSync(join(workspace.folder, 'good.jsonl'), join(workspace.folder, 'link.jsonl'))
    const told = survey(workspace.workspace).tallies.map((tally) => [
      tally.session,
      tally.ok ? tally.count : tally.fault,
    ])
    expect(Object.fromEntries(told)).toEqual({
      good: 1,
      link: 1,
      garbage: 'unreadable',
      folder: 'not-a-file',
      fifo: 'not-a-file',
      outside: 'outside',
      dangling: 'io',
    })
  })

  test('has a sentence that names the file', () => {
    using workspace = makeWorkspace()
    mkdirSync(join(workspace.folder, 'folder.jsonl'), { recursive: true })
    const found = only(survey(workspace.workspace))
    expect(found).toMatchObject({
      ok: false,
      why: `${join(workspace.folder, 'folder.jsonl')} is not a regular file: move it away`,
    })
  })

  test('by its right is told as the file system says it', () => {
    const disk = diskWith(MARKER)
    const ops = intercept(disk.ops, ({ name, go }) => {
      if (name === 'openToRead') throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      return go()
    })
    expect(only(survey('/w', {}, { ops }))).toMatchObject({
      ok: false,
      why: expect.stringMatching(/^cannot read \/w\/\.dos\/markers\/s\.jsonl: EACCES; /),
    })
  })

  test('by a name that is not text is told, too', () => {
    using workspace = makeWorkspace()
    mkdirSync(workspace.folder, { recursive: true })
    const path = Buffer.concat([
      Buffer.from(`${workspace.folder}/a`),
      Buffer.from([0xff]),
      Buffer.from('.jsonl'),
    ])
    writeFileSync(path, MARKER)
    expect(only(survey(workspace.workspace))).toMatchObject({
      session: 'a\uFFFD',
      ok: false,
      why: expect.stringContaining('is not text'),
    })
  })

  test('because it has gone meanwhile is not told', () => {
    const disk = diskWith(MARKER)
    const ops = intercept(disk.ops, ({ name, args, go }) =>
      name === 'look' && args[0] === ON_DISK.file ? undefined : go(),
    )
    expect(survey('/w', {}, { ops })).toEqual({ tallies: [], older: 0 })
  })

  test('because the file shrank is read as far as it goes', () => {
    using workspace = makeWorkspace()
    put(workspace, 's.jsonl', MARKER.repeat(3))
    const ops = intercept(nodeFileOps, ({ name, go }) => {
      const answer = go()
      if (name === 'measure') truncateSync(join(workspace.folder, 's.jsonl'), MARKER.length)
      return answer
    })
    expect(only(survey(workspace.workspace, {}, { ops }))).toMatchObject({ ok: true, count: 1 })
  })

  test('is an error where it is the folder itself', () => {
    using workspace = makeWorkspace()
    using outside = makeWorkspace()
    symlinkSync(outside.workspace, workspace.home)
    expect(thrownBy(() => survey(workspace.workspace))).toMatchObject({ fault: 'outside' })
    rmSync(workspace.home)
    mkdirSync(workspace.home)
    writeFileSync(workspace.folder, 'a file')
    const error = thrownBy(() => survey(workspace.workspace))
    expect(error).toBeInstanceOf(TallyError)
    expect(error).toMatchObject({ fault: 'io', message: expect.stringContaining('ENOTDIR') })
  })

  test('because of a fault of the file operations themselves is thrown on', () => {
    const disk = diskWith(MARKER)
    const fault = new Error('of the test')
    const ops = intercept(disk.ops, ({ name, go }) => {
      if (name === 'openToRead') throw fault
      return go()
    })
    expect(thrownBy(() => survey('/w', {}, { ops }))).toBe(fault)
  })
})

function paths({ workspace, home, folder }: Workspace) {
  return { workspace, home, folder }
}
