import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf, whyOf } from '../world/files.ts'
import { isEntry, placeOfMissing } from '../world/paths.ts'

/** A settings file as it lies on the disk. */
export type SettingsOnDisk =
  | {
      readonly kind: 'missing'
      /** Where it is going to lie: behind all links. */
      readonly path: string
    }
  | {
      readonly kind: 'file'
      /** Where the bytes are: behind all links. */
      readonly path: string
      readonly bytes: Uint8Array
      /** The bytes as text, a byte order mark included. */
      readonly text: string
    }
  | { readonly kind: 'refused'; readonly why: string }

/** Longer files are refused, in bytes: a hundred times what the longest settings take. */
const LIMIT = 4 * 1024 * 1024

/** Reads a settings file. A link is followed, once and for all: what is written goes where it leads. */
export function readSettingsFile(path: string): SettingsOnDisk {
  try {
    if (!isEntry(path)) return missing(path)
    const target = realpathSync(path)
    const stats = statSync(target)
    if (!stats.isFile()) return { kind: 'refused', why: `${path} is not a regular file` }
    if (stats.size > LIMIT) return { kind: 'refused', why: `${path} is longer than ${LIMIT} bytes` }
    const bytes = readFileSync(target)
    const text = decode(bytes)
    return text === undefined
      ? { kind: 'refused', why: `${path} is not UTF-8` }
      : { kind: 'file', path: target, bytes, text }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ELOOP') {
      return { kind: 'refused', why: `${path} is a link that leads nowhere` }
    }
    return { kind: 'refused', why: `cannot read ${path}: ${whyOf(error)}` }
  }
}

function missing(path: string): SettingsOnDisk {
  const place = placeOfMissing(path)
  return place.ok ? { kind: 'missing', path: place.path } : { kind: 'refused', why: place.why }
}

/** Why a settings file can't be replaced; `undefined` where nothing speaks against it. */
export function whyNotWritable(found: Exclude<SettingsOnDisk, { kind: 'refused' }>): string | undefined {
  const { path } = found
  // To the superuser everything is open: a file that nobody may write is meant to be left alone all the same.
  if (found.kind === 'file' && (isReadOnly(path) || !mayWrite(path))) return `${path} is read-only`
  const folder = nearestFolder(dirname(path))
  return mayWrite(folder) ? undefined : `the folder ${folder} is read-only`
}

/** Whether a file holds just these bytes; `undefined`: whether it is not there. */
export function sameBytes(path: string, bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return !existsSync(path)
  return existsSync(path) && Buffer.compare(readFileSync(path), bytes) === 0
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isReadOnly(path: string): boolean {
  return (statSync(path).mode & 0o222) === 0
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** The folder itself, or the nearest above that is there. */
function nearestFolder(folder: string): string {
  const above = dirname(folder)
  return statSync(folder, { throwIfNoEntry: false }) !== undefined || above === folder
    ? folder
    : nearestFolder(above)
}
