import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf, whyOf } from '../world/files.ts'
import { isEntry, placeOfMissing } from '../world/paths.ts'

/** A settings file that can be read or made. */
export interface SettingsFile {
  readonly ok: true
  /** Where it lies, or is going to lie: behind all links. */
  readonly path: string
  /** A byte order mark included; `undefined` where there is no file yet. */
  readonly text: string | undefined
}

export type SettingsOnDisk = SettingsFile | { readonly ok: false; readonly why: string }

/** Longer files are refused, in bytes: a hundred times what the longest settings take. */
const LIMIT = 4 * 1024 * 1024

/** Reads a settings file. A link is followed, once and for all: what is written goes where it leads. */
export function readSettingsFile(path: string): SettingsOnDisk {
  try {
    if (!isEntry(path)) {
      const place = placeOfMissing(path)
      return place.ok ? { ...place, text: undefined } : place
    }
    const target = realpathSync(path)
    const stats = statSync(target)
    if (!stats.isFile()) return refused(`${path} is not a regular file`)
    if (stats.size > LIMIT) return refused(`${path} is longer than ${LIMIT} bytes`)
    const text = decode(readFileSync(target))
    return text === undefined ? refused(`${path} is not UTF-8`) : { ok: true, path: target, text }
  } catch (error) {
    const leadsNowhere = ['ENOENT', 'ELOOP'].includes(codeOf(error))
    return refused(
      leadsNowhere ? `${path} is a link that leads nowhere` : `cannot read ${path}: ${whyOf(error)}`,
    )
  }
}

function refused(why: string): SettingsOnDisk {
  return { ok: false, why }
}

/** Why a settings file can't be replaced; `undefined` where nothing speaks against it. */
export function whyNotWritable({ path, text }: SettingsFile): string | undefined {
  // To the superuser everything is open: a file that nobody may write is meant to be left alone all the same.
  const isReadOnly = text !== undefined && ((statSync(path).mode & 0o222) === 0 || !mayWrite(path))
  if (isReadOnly) return `${path} is read-only`
  const folder = nearestFolder(dirname(path))
  return mayWrite(folder) ? undefined : `the folder ${folder} is read-only`
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
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
