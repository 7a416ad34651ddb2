import { describe, expect, test } from 'bun:test'
import {
  claim,
  count,
  type FileOps,
  MAX_SILENT_BYTES,
  prune,
  record,
  reset,
  streak,
  TallyError,
} from '../src/index.ts'
import {
  type Call,
  diskWith,
  failure,
  IGNORE_FILE,
  intercept,
  MemoryDisk,
  ON_DISK,
} from './support/memory-disk.ts'
import { NOW, thrownBy } from './support/workspace.ts'

const { workspace, home, folder, file } = ON_DISK
const CLAIM = { id: 'the-claim', cap: 3, now: NOW }
const grantOn = (ops: FileOps) => claim(ON_DISK, CLAIM, { ops })
const MARKER = '{"op":"MARKER"}\n'

/** Every call that an operation on the disk makes, in order, as `name argument`. */
function trace(disk: MemoryDisk, run: (ops: FileOps) => unknown): readonly string[] {
  const calls: string[] = []
  const ops = intercept(disk.ops, ({ name, args: [about], go }) => {
    calls.push(typeof about === 'string' ? `${name} ${about}` : name)
    return go()
  })
  run(ops)
  return calls
}

/** The folders on the way are opened one in the other, and closed at the end. */
const ENTERING = [`enter ${workspace}`, `enter ${home}`, `enter ${folder}`]
const LEAVING = ENTERING.map(() => 'close')

/** Scenes that differ in what a claim has to do. */
const scenes: readonly (readonly [string, () => MemoryDisk])[] = [
  ['an empty workspace', () => new MemoryDisk()],
  ['an empty tally', () => diskWith('')],
  ['a tally with a marker', () => diskWith(MARKER)],
  ['a torn tally', () => diskWith(`${MARKER}{"op":`)],
]

describe('The order of things', () => {
  test('in a tally that is there: count, write, sync, read back, grant', () => {
    expect(trace(diskWith(MARKER), grantOn)).toEqual([
      ...ENTERING,
      `look ${file}`,
      `openToAppend ${file}`,
      'measure',
      'read',
      'read',
      'append',
      'sync',
      'measure',
      'read',
      'close',
      ...LEAVING,
    ])
  })

  test('in an empty workspace: everything is made, hidden and synced before the first record is written', () => {
    expect(trace(new MemoryDisk(), grantOn)).toEqual([
      `enter ${workspace}`,
      `enter ${home}`,
      `makeFolder ${home}`,
      `enter ${home}`,
      `enter ${folder}`,
      `makeFolder ${folder}`,
      `enter ${folder}`,
      `look ${file}`,
      `look ${IGNORE_FILE}`,
      `openToAppend ${IGNORE_FILE}`,
      'measure',
      'append',
      'close',
      `openToAppend ${file}`,
      'measure',
      `syncFolder ${folder}`,
      `syncFolder ${home}`,
      `syncFolder ${workspace}`,
      'append',
      'sync',
      'measure',
      'read',
      'close',
      ...LEAVING,
    ])
  })

  test('in a tally that another process has made but not written to: its folders are synced here as well', () => {
    const calls = trace(diskWith(''), grantOn)
    expect(calls.filter((call) => call.startsWith('syncFolder'))).toEqual([
      `syncFolder ${folder}`,
      `syncFolder ${home}`,
      `syncFolder ${workspace}`,
    ])
  })

  test('in a spent tally: nothing is written', () => {
    expect(trace(diskWith(MARKER.repeat(3)), grantOn)).toEqual([
      ...ENTERING,
      `look ${file}`,
      `openToAppend ${file}`,
      'measure',
      'read',
      'close',
      ...LEAVING,
    ])
  })

  test('a reset reads nothing but the last byte', () => {
    expect(trace(diskWith(MARKER), (ops) => reset(ON_DISK, { now: NOW }, { ops })).slice(4)).toEqual([
      `openToAppend ${file}`,
      'measure',
      'read',
      'append',
      'sync',
      'close',
      ...LEAVING,
    ])
  })

  test('a count opens nothing that is not there', () => {
    expect(trace(new MemoryDisk(), (ops) => count(ON_DISK, { ops }))).toEqual([
      `enter ${workspace}`,
      `enter ${home}`,
      'close',
    ])
  })

  test('an ignore file that is there already, or that another process makes first, is left as it is', () => {
    const disk = new MemoryDisk()
    disk.put(IGNORE_FILE, Buffer.from('mine\n'))
    grantOn(disk.ops)
    expect(Buffer.from(disk.content(IGNORE_FILE)).toString()).toBe('mine\n')

    const raced = new MemoryDisk()
    grantOn(
      intercept(raced.ops, ({ name, args: [path], go }) => {
        if (name === 'openToAppend' && path === IGNORE_FILE) raced.put(IGNORE_FILE, Buffer.from('*\n'))
        return go()
      }),
    )
    expect(Buffer.from(raced.content(IGNORE_FILE)).toString()).toBe('*\n')
  })
})

/** Runs with one call, the `at`-th, failing; tells what was done before it. */
function failing(disk: MemoryDisk, at: number, error: Error, run: (ops: FileOps) => unknown) {
  const done: string[] = []
  let reached = false
  let calls = 0
  const ops = intercept(disk.ops, ({ name, go }: Call) => {
    calls += 1
    if (calls - 1 === at) {
      reached = true
      // A file that could not be closed is closed all the same.
      if (name === 'close') go()
      throw error
    }
    done.push(name)
    return go()
  })
  const thrown = thrownBy(() => run(ops))
  return { thrown, done, reached }
}

describe('A file system that fails', () => {
  const actions: readonly (readonly [string, (ops: FileOps) => unknown])[] = [
    ['a claim', grantOn],
    ['a marker', (ops) => record(ON_DISK, { op: 'MARKER', now: NOW }, { ops })],
    ['a reset', (ops) => reset(ON_DISK, { now: NOW }, { ops })],
    ['a count', (ops) => count(ON_DISK, { ops })],
    ['a streak', (ops) => streak(ON_DISK, { ops })],
    ['a pruning', (ops) => prune(workspace, { now: NOW, keep: 0 }, { ops })],
  ]
  for (const [action, run] of actions) {
    for (const [scene, makeDisk] of scenes) {
      test(`at any step of ${action} in ${scene} is told as a TallyError, with every file closed`, () => {
        const steps = trace(makeDisk(), run)
        for (const [at, step] of steps.entries()) {
          for (const code of ['ENOSPC', 'EIO', 'EACCES']) {
            const disk = makeDisk()
            const error = failure(code)
            const { thrown, reached } = failing(disk, at, error, run)
            expect(reached).toBe(true)
            if (!(thrown instanceof TallyError)) throw new Error(`${step}: no TallyError`, { cause: thrown })
            expect(thrown).toMatchObject({ name: 'TallyError', fault: 'io', cause: error })
            expect(thrown.path).toStartWith(home)
            expect(thrown.message).toMatch(
              new RegExp(`^cannot (record in|read|prune) ${thrown.path}: ${code}; [a-z ]+$`),
            )
            expect({ step, open: disk.open }).toEqual({ step, open: 0 })
            // A disk that works again: at most the record of the failed claim is there.
            expect(claim(ON_DISK, { ...CLAIM, id: 'later' }, disk)).toMatchObject({ granted: true })
          }
        }
      })
    }
  }

  test('says what to do about it', () => {
    const advice = Object.fromEntries(
      [
        'ENOSPC',
        'EDQUOT',
        'EROFS',
        'EACCES',
        'EPERM',
        'ENAMETOOLONG',
        'ENOENT',
        'ENOTDIR',
        'ELOOP',
        'EMFILE',
      ].map((code) => {
        const { thrown } = failing(diskWith(MARKER), 3, failure(code), grantOn)
        return [code, thrown instanceof TallyError ? `${thrown.fault}: ${thrown.message}` : thrown]
      }),
    )
    expect(advice).toMatchSnapshot()
  })

  test('with a bug instead of a code is not passed off as its failure', () => {
    const bug = new TypeError('undefined is not a function')
    const { thrown } = failing(diskWith(MARKER), 3, bug, grantOn)
    expect(thrown).toBe(bug)
  })

  test('with something thrown that is no error is not passed off either', () => {
    const disk = diskWith(MARKER)
    const ops = intercept(disk.ops, ({ name, go }) => {
      if (name === 'sync') throw 'ENOSPC'
      return go()
    })
    expect(thrownBy(() => grantOn(ops))).toBe('ENOSPC')
    expect(disk.open).toBe(0)
  })
})

describe('A grant', () => {
  test('is not given when only a part of the record went out, however large, and the next one is', () => {
    for (const [, makeDisk] of scenes) {
      const length = appendedBy(makeDisk()).length
      for (let part = 0; part < length; part += 1) {
        const disk = makeDisk()
        const before = count(ON_DISK, disk)
        const thrown = thrownBy(() => grantOn(writingOnly(disk, part)))
        expect(thrown).toMatchObject({
          name: 'TallyError',
          fault: 'not-durable',
          path: file,
          message: `only ${part} of ${length} bytes were written to ${file}: make room on the disk`,
        })
        expect(disk.open).toBe(0)
        // All but the line end is a whole record: it counts, although no place was granted for it.
        const counted = before + (part === length - 1 ? 1 : 0)
        expect({ part, count: count(ON_DISK, disk) }).toEqual({ part, count: counted })
        expect(claim(ON_DISK, { ...CLAIM, id: 'later' }, disk)).toEqual({ granted: true, count: counted + 1 })
      }
    }
  })

  test('is not given when the record is gone at the moment it is read back', () => {
    for (const left of ['', MARKER, `${MARKER}{"op":"RESET"}\n`, `${MARKER}{"op":"MARKER","id":"other"}\n`]) {
      const disk = diskWith(MARKER)
      const ops = intercept(disk.ops, ({ name, go }) => {
        const answer = go()
        if (name === 'sync') disk.put(file, Buffer.from(left))
        return answer
      })
      expect(thrownBy(() => grantOn(ops))).toMatchObject({
        fault: 'not-durable',
        path: file,
        message: `the record just written to ${file} is not there: see what else changes this file`,
      })
      expect(disk.open).toBe(0)
    }
  })

  test('is not given when the record lands behind a line that was torn at the same moment', () => {
    const disk = diskWith(MARKER)
    const ops = intercept(disk.ops, ({ name, go }) => {
      if (name === 'append') disk.put(file, Buffer.from(`${MARKER}{"op":"MAR`))
      return go()
    })
    expect(thrownBy(() => grantOn(ops))).toMatchObject({ fault: 'not-durable' })
    expect(claim(ON_DISK, { ...CLAIM, id: 'later' }, disk)).toEqual({ granted: true, count: 2 })
  })

  test('is given when the file is emptied after it was measured, for what was there did not happen', () => {
    const disk = diskWith(MARKER.repeat(2))
    let measured = 0
    const ops = intercept(disk.ops, ({ name, go }) => {
      const answer = go()
      if (name === 'measure') measured += 1
      if (name === 'measure' && measured === 1) disk.put(file, new Uint8Array(0))
      return answer
    })
    // Behind bytes that are gone the record starts a line of its own, as behind torn ones.
    expect(grantOn(ops)).toEqual({ granted: true, count: 1 })
    expect(Buffer.from(disk.content(file)).toString()).toStartWith('\n{"id":"the-claim"')
  })
})

describe('A record that no reader would get past', () => {
  test('is not written', () => {
    const disk = diskWith(MARKER)
    const thrown = thrownBy(() => claim(ON_DISK, { ...CLAIM, reason: 'x'.repeat(MAX_SILENT_BYTES) }, disk))
    expect(thrown).toMatchObject({ fault: 'not-durable', path: file })
    expect(String(thrown)).toContain('shorten its reason')
    expect(Buffer.from(disk.content(file)).toString()).toBe(MARKER)
    expect(disk.open).toBe(0)
  })

  test('is one byte longer than the longest that is written, counted and built upon', () => {
    const disk = diskWith(MARKER)
    const frame = appendedBy(diskWith(MARKER), '').length
    const longest = 'x'.repeat(MAX_SILENT_BYTES - frame)
    expect(claim(ON_DISK, { ...CLAIM, reason: longest }, disk)).toEqual({ granted: true, count: 2 })
    expect(count(ON_DISK, disk)).toBe(2)
    expect(claim(ON_DISK, { ...CLAIM, id: 'later' }, disk)).toEqual({ granted: true, count: 3 })
    expect(
      thrownBy(() => record(ON_DISK, { ...CLAIM, op: 'MARKER', reason: `${longest}x` }, disk)),
    ).toBeInstanceOf(TallyError)
  })
})

/** What a claim appends. */
function appendedBy(disk: MemoryDisk, reason?: string): Uint8Array {
  const before = disk.content(file).length
  claim(ON_DISK, { ...CLAIM, ...(reason !== undefined && { reason }) }, disk)
  return disk.content(file).subarray(before)
}

/** A disk that is full after so many more bytes of the tally. */
function writingOnly(disk: MemoryDisk, bytes: number): FileOps {
  return {
    ...disk.ops,
    append: (fd, all) =>
      // The ignore file is written while there is still room.
      all.length < 10 ? disk.ops.append(fd, all) : disk.ops.append(fd, all.subarray(0, bytes)),
  }
}
