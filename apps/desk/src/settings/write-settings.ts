import { dirname } from 'node:path'
import type { DeskIo } from '../world/desk-io.ts'
import { sweep } from '../world/files.ts'
import { type Baseline, digestOf, forget, readRecord, remember } from './backup.ts'
import {
  missingFolders,
  pause,
  type Replacement,
  removeFile,
  replaceFile,
  temporaryNames,
} from './replace-file.ts'
import type { SettingsOnDisk } from './settings-on-disk.ts'

/** A settings file that can be read or made. */
export type Found = Exclude<SettingsOnDisk, { kind: 'refused' }>

type World = Pick<DeskIo, 'now' | 'newId'>

/**
 * Writes a settings file, with a backup first.
 *
 * @param isOurs - whether there is something of this program's in the file as it is
 */
export function writeSettings(
  backups: string,
  found: Found,
  after: string,
  isOurs: boolean,
  { now, newId }: World,
): Replacement {
  const { path } = found
  sweepBeside(path, now())
  const bytes = Buffer.from(after)
  const record = { path, written: digestOf(bytes), baseline: baselineOf(backups, found, isOurs) }
  const before = bytesOf(found)
  const why = remember(backups, record, before, now())
  return why === undefined ? replaceFile(path, bytes, before, newId()) : { ok: false, why }
}

/** What a settings file was before this program wrote it, where nobody has changed it since. */
export function untouchedBaseline(backups: string, found: Found): Baseline | undefined {
  const record = readRecord(backups, found.path)
  if (record === undefined || found.kind === 'missing') return undefined
  return digestOf(found.bytes) === record.written ? record.baseline : undefined
}

/** Puts a settings file back to what it was, or takes it away where it was not there; and forgets it. The folders stay. */
export function restoreSettings(
  backups: string,
  found: Found,
  baseline: Baseline,
  { now, newId }: World,
): Replacement {
  sweepBeside(found.path, now())
  const restored =
    baseline.kind === 'file'
      ? replaceFile(found.path, baseline.bytes, bytesOf(found), newId())
      : deleteSettings(found, { newId })
  if (restored.ok) forget(backups, found.path)
  return restored
}

/** Takes a settings file away. The folders around it stay. */
export function deleteSettings(found: Found, { newId }: Pick<World, 'newId'>): Replacement {
  return found.kind === 'file' ? removeFile(found.path, found.bytes, newId()) : { ok: true }
}

/** How often somebody else may be quicker before it is left to them. */
const MOST_ATTEMPTS = 50

/**
 * Does something to a settings file, and again on what is there then, while somebody else changes it at the same moment.
 *
 * @param attempt - does it to the file as it is now
 */
export function untilUnchanged(attempt: () => Replacement): Replacement {
  let done = attempt()
  for (let count = 1; !done.ok && done.changed && count < MOST_ATTEMPTS; count += 1) {
    pause(count)
    done = attempt()
  }
  return done
}

function baselineOf(backups: string, found: Found, isOurs: boolean): Baseline | undefined {
  const untouched = untouchedBaseline(backups, found)
  if (untouched !== undefined) return untouched
  if (isOurs) return undefined
  if (found.kind === 'file') return { kind: 'file', bytes: found.bytes }
  const known = readRecord(backups, found.path)?.baseline
  const made = known?.kind === 'missing' ? known.folders : []
  const folders = [...new Set([...made, ...missingFolders(dirname(found.path))])]
  return { kind: 'missing', folders: folders.toSorted((a, b) => a.length - b.length) }
}

/** Removes what runs that were killed have left beside a settings file. */
function sweepBeside(path: string, now: number): void {
  sweep(dirname(path), temporaryNames(path), now)
}

function bytesOf(found: Found): Uint8Array | undefined {
  return found.kind === 'file' ? found.bytes : undefined
}
