import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { discard } from './discard.ts'
import { whyOf } from './error-code.ts'
import { sameBytes } from './settings-on-disk.ts'
import { ID } from './sweep.ts'

/** Whether a file was replaced, or why it is as it was. */
export type Replacement = { readonly ok: true } | { readonly ok: false; readonly why: string }

/**
 * Puts bytes in the place of a file, all at once: they are on the device under another name before they get this one,
 * so that a crash leaves the one or the other, and nothing in between. The mode and, as far as that is allowed, the owner
 * of the file stay.
 *
 * @param expected - the bytes that were read of it, `undefined` where it was not there: it is left alone should it have
 * changed meanwhile
 * @param id - unlike any other, for the other name
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
    writeDurably(other, bytes, expected === undefined ? undefined : path)
    if (!sameBytes(path, expected)) {
      discard(other)
      return { ok: false, why: `${path} has just been changed by somebody else: run this again` }
    }
    renameSync(other, path)
  } catch (error) {
    discard(other)
    return { ok: false, why: `cannot write ${path}: ${whyOf(error)}` }
  }
  syncFolder(folder)
  return { ok: true }
}

function temporaryName(path: string, id: string): string {
  return `.${basename(path)}.${id}.tmp`
}

/** The names that the bytes of a file have before they get its own. */
export function temporaryNames(path: string): RegExp {
  const name = basename(path).replaceAll(/[^\w-]/g, '\\$&')
  return new RegExp(`^\\.${name}\\.${ID}\\.tmp$`)
}

/** The folders that are not there yet on the way to one, the outermost first. */
export function missingFolders(folder: string): readonly string[] {
  if (existsSync(folder) || dirname(folder) === folder) return []
  return [...missingFolders(dirname(folder)), folder]
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
