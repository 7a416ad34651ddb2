import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { discard, ID, whyOf } from '../world/files.ts'
import { isEntry } from '../world/paths.ts'

/** Whether a file was replaced, or why it is as it was. */
export type Replacement =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly why: string
      /** Whether only somebody else's change is in the way, so that it can be tried anew on what is there now. */
      readonly changed?: true
    }

/**
 * How long a writer may take that had the file open when it was replaced, in milliseconds: a settings file is written in
 * a tenth of one.
 */
const SETTLE_MS = 20

/** How often a file that was replaced is looked at before a millisecond is left between two looks. */
const LOOKS = 50

/**
 * Puts bytes in the place of a file, all at once: they are on the device under another name before they get this one,
 * so that a crash leaves the one or the other, and nothing in between. The mode and, as far as that is allowed, the owner
 * of the file stay.
 *
 * A change by somebody else is never written over, with one gap: the old file is kept under a further name until it is
 * certain that nobody has written to it, and is put back otherwise; only who renames a file of their own to this name
 * between the two system calls that make that name and take this one goes unseen.
 *
 * A file that has hard links is written where it is, since with another file the other names would keep the old one: a
 * crash in the middle may then leave a part, and a backup.
 *
 * @param bytes - `undefined`: the file is removed
 * @param expected - the bytes that were read of it, `undefined` where it was not there: it is left alone should it have
 * changed meanwhile
 * @param id - unlike any other, for the other names
 */
export function replaceFile(
  path: string,
  bytes: Uint8Array | undefined,
  expected: Uint8Array | undefined,
  id: string,
): Replacement {
  const folder = dirname(path)
  const other = join(folder, `.${basename(path)}.${id}.tmp`)
  const old = `${other}.old`
  try {
    const isDone =
      sameBytes(path, expected) &&
      (bytes === undefined ? takeAway(path, old, expected) : put(path, bytes, expected, { other, old }))
    if (!isDone) {
      const why = `${path} has just been changed by somebody else: run this again`
      return { ok: false, why, changed: true }
    }
  } catch (error) {
    return { ok: false, why: `cannot ${bytes === undefined ? 'remove' : 'write'} ${path}: ${whyOf(error)}` }
  } finally {
    discard(other)
    discard(old)
  }
  syncFolder(folder)
  return { ok: true }
}

/** @returns whether the file is what was written; else somebody else's change stays */
function put(
  path: string,
  bytes: Uint8Array,
  expected: Uint8Array | undefined,
  { other, old }: { readonly other: string; readonly old: string },
): boolean {
  mkdirSync(dirname(path), { recursive: true })
  if (expected !== undefined && hasOtherNames(path)) return writeInPlace(path, bytes, expected)
  writeDurably(other, bytes, expected === undefined ? undefined : path)
  if (expected === undefined) return takeFree(other, path)
  if (!sameBytes(path, expected)) return false
  const isKept = link(path, old)
  renameSync(other, path)
  if (!isKept || staysAs(old, expected)) return true
  // Whoever has written to what is there now has seen our bytes; else theirs come back.
  if (sameBytes(path, bytes)) renameSync(old, path)
  return false
}

/** @returns whether the file is gone; else somebody else's change stays */
function takeAway(path: string, old: string, expected: Uint8Array | undefined): boolean {
  if (expected === undefined) return true
  renameSync(path, old)
  if (staysAs(old, expected)) return true
  takeFree(old, path)
  return false
}

/** Whether a file that has lost its name is what is expected, and nobody who had it open writes to it. */
function staysAs(old: string, expected: Uint8Array): boolean {
  // At first in a row: the sooner a late write is seen, the less has been built upon ours.
  for (let look = 0; sameBytes(old, expected); look += 1) {
    if (look === LOOKS + SETTLE_MS) return true
    if (look > LOOKS) pause(1)
  }
  return false
}

/** Whether a file holds just these bytes; `undefined`: whether it is not there. */
function sameBytes(path: string, bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return !existsSync(path)
  return existsSync(path) && Buffer.compare(readFileSync(path), bytes) === 0
}

/** Takes a name that nothing has yet. @returns whether it was still free */
function takeFree(other: string, path: string): boolean {
  if (link(other, path)) return true
  if (isEntry(path)) return false
  renameSync(other, path)
  return true
}

/** Gives a file a further name. Not every file system has hard links. */
function link(path: string, other: string): boolean {
  try {
    linkSync(path, other)
    return true
  } catch {
    return false
  }
}

/** @returns whether the file was what is expected, and is what was written */
function writeInPlace(path: string, bytes: Uint8Array, expected: Uint8Array): boolean {
  const fd = openSync(path, 'r+')
  try {
    if (Buffer.compare(readFileSync(fd), expected) !== 0) return false
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at, at)
    ftruncateSync(fd, bytes.length)
    fsyncSync(fd)
    return statSync(path).ino === fstatSync(fd).ino && sameBytes(path, bytes)
  } finally {
    closeSync(fd)
  }
}

/** Whether a file has names besides its own, and those that calls of this program give it for a moment. */
function hasOtherNames(path: string): boolean {
  const { ino, nlink } = statSync(path)
  if (nlink < 2) return false
  const folder = dirname(path)
  const passing = readdirSync(folder).filter(
    (name) =>
      temporaryNames(path).test(name) && statSync(join(folder, name), { throwIfNoEntry: false })?.ino === ino,
  )
  return nlink - passing.length > 1
}

/** The names that the bytes of a file have before they get its own, and after they had it. */
export function temporaryNames(path: string): RegExp {
  const name = basename(path).replaceAll(/[^\w-]/g, '\\$&')
  return new RegExp(`^\\.${name}\\.${ID}\\.tmp(\\.old)?$`)
}

/** Lets a moment pass, in milliseconds. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function writeDurably(path: string, bytes: Uint8Array, like: string | undefined): void {
  const fd = openSync(path, 'wx')
  try {
    if (like !== undefined) takeAfter(fd, like)
    writeFileSync(fd, bytes)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function takeAfter(fd: number, path: string): void {
  const { mode, uid, gid } = statSync(path)
  try {
    fchownSync(fd, uid, gid)
  } catch {
    // Only the superuser may give files away; everybody else's file is their own already.
  }
  fchmodSync(fd, mode & 0o7777)
}

/** A new name is on the device only with its folder. Windows can't do it, and needs it less. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r')
    fsyncSync(fd)
    closeSync(fd)
  } catch {
    // The file itself is whole, which is what matters.
  }
}
