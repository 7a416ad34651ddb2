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
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { codeOf, discard, ID, whyOf } from '../world/files.ts'
import { sameBytes } from './settings-on-disk.ts'

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
 * @param expected - the bytes that were read of it, `undefined` where it was not there: it is left alone should it have
 * changed meanwhile
 * @param id - unlike any other, for the other names
 */
export function replaceFile(
  path: string,
  bytes: Uint8Array,
  expected: Uint8Array | undefined,
  id: string,
): Replacement {
  const folder = dirname(path)
  const other = join(folder, temporaryName(path, id))
  try {
    mkdirSync(folder, { recursive: true })
    if (!sameBytes(path, expected)) return changedMeanwhile(path)
    if (expected !== undefined && hasOtherNames(path)) {
      if (!writeInPlace(path, bytes, expected)) return changedMeanwhile(path)
    } else {
      writeDurably(other, bytes, expected === undefined ? undefined : path)
      if (!swapIn(other, path, bytes, expected)) return changedMeanwhile(path)
    }
  } catch (error) {
    return { ok: false, why: `cannot write ${path}: ${whyOf(error)}` }
  } finally {
    discard(other)
  }
  syncFolder(folder)
  return { ok: true }
}

/** Gives a file the name of another, unless that is not what is expected. @returns whether it has the name */
function swapIn(other: string, path: string, bytes: Uint8Array, expected: Uint8Array | undefined): boolean {
  if (expected === undefined) return takeFree(other, path)
  const old = `${other}.old`
  try {
    if (!sameBytes(path, expected)) return false
    const isKept = link(path, old)
    renameSync(other, path)
    if (!isKept) return true
    if (staysAs(old, expected)) return true
    // Whoever has written to what is there now has seen our bytes; else theirs come back.
    if (sameBytes(path, bytes)) renameSync(old, path)
    return false
  } finally {
    discard(old)
  }
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

/**
 * Takes a file away, unless somebody else has changed it: then theirs stays.
 *
 * @param expected - the bytes that were read of it
 * @param id - unlike any other, for the name that it has for a moment
 */
export function removeFile(path: string, expected: Uint8Array, id: string): Replacement {
  const old = join(dirname(path), `${temporaryName(path, id)}.old`)
  try {
    if (!sameBytes(path, expected)) return changedMeanwhile(path)
    renameSync(path, old)
    if (staysAs(old, expected)) return { ok: true }
    takeFree(old, path)
    return changedMeanwhile(path)
  } catch (error) {
    return { ok: false, why: `cannot remove ${path}: ${whyOf(error)}` }
  } finally {
    discard(old)
  }
}

function changedMeanwhile(path: string): Replacement {
  return {
    ok: false,
    why: `${path} has just been changed by somebody else: run this again`,
    changed: true,
  }
}

/** Takes a name that nothing has yet. @returns whether it was still free */
function takeFree(other: string, path: string): boolean {
  try {
    linkSync(other, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || existsSync(path)) return false
  }
  renameSync(other, path)
  return true
}

/** Not every file system has hard links. */
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

function temporaryName(path: string, id: string): string {
  return `.${basename(path)}.${id}.tmp`
}

/** The names that the bytes of a file have before they get its own, and after they had it. */
export function temporaryNames(path: string): RegExp {
  const name = basename(path).replaceAll(/[^\w-]/g, '\\$&')
  return new RegExp(`^\\.${name}\\.${ID}\\.tmp(\\.old)?$`)
}

/** The folders that are not there yet on the way to one, the outermost first. */
export function missingFolders(folder: string): readonly string[] {
  if (existsSync(folder) || dirname(folder) === folder) return []
  return [...missingFolders(dirname(folder)), folder]
}

/** Lets a moment pass, in milliseconds. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function writeDurably(path: string, bytes: Uint8Array, like: string | undefined): void {
  const fd = openSync(path, 'wx')
  try {
    if (like !== undefined) takeAfter(fd, like)
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
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
