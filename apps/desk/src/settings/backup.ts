import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { namesIn, whyOf } from '../world/files.ts'
import type { SettingsFile } from './settings-on-disk.ts'

/** What a settings file was before anything of this program's was in it. */
export interface Baseline {
  /** `undefined` where it was not there. */
  readonly text: string | undefined
  /** The folders around it that were not there either, the outermost first. */
  readonly folders: readonly string[]
}

/** What is remembered of one settings file. */
export interface BackupRecord {
  /** The settings file, behind all links. */
  readonly path: string
  /** The digest of what was written last: while the file is still that, nobody else has changed it. */
  readonly written: string
  /** `undefined` where the file had something of this program's in it when it was first seen. */
  readonly baseline: Baseline | undefined
}

/** As many states of a settings file are kept, besides the one that is restored. */
const MOST_STATES = 5

const RECORD = 'record.json'
const ORIGINAL = 'original'

/** What is remembered of a settings file, if anything is. */
export function readRecord(backups: string, path: string): BackupRecord | undefined {
  return readFrom(folderOf(backups, path))
}

/** What a settings file was before this program wrote it, where nobody has changed it since. */
export function untouchedBaseline(backups: string, { path, text }: SettingsFile): Baseline | undefined {
  const record = readRecord(backups, path)
  return text !== undefined && record?.written === digestOf(text) ? record.baseline : undefined
}

/**
 * What a settings file was when nothing of this program's was in it, as far as that is kept: also where others have
 * changed it since, so that it can't be put back as a whole.
 */
export function originalText(backups: string, path: string): string | undefined {
  try {
    return readOriginal(folderOf(backups, path))
  } catch {
    return undefined
  }
}

/** What is remembered of all settings files that were written. */
export function allRecords(backups: string): readonly BackupRecord[] {
  return namesIn(backups).flatMap((name) => readFrom(join(backups, name)) ?? [])
}

/**
 * Remembers a settings file before it is written. Settings can hold secrets: only their owner may read what is kept.
 *
 * @param isOurs - whether there is something of this program's in the file as it is
 * @returns why it could not be done; `undefined` where it was
 */
export function remember(
  backups: string,
  found: SettingsFile,
  after: string,
  { isOurs, now }: { readonly isOurs: boolean; readonly now: number },
): string | undefined {
  const { path, text } = found
  const folder = folderOf(backups, path)
  const baseline = baselineOf(backups, found, isOurs)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (baseline?.text !== undefined) keep(join(folder, ORIGINAL), baseline.text)
    // A moment as a name that sorts by time.
    const state = `before-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`
    if (text !== undefined && text !== baseline?.text) keep(join(folder, state), text)
    keepRecord(folder, { path, written: digestOf(after), baseline })
    const states = namesIn(folder).filter((name) => name.startsWith('before-'))
    for (const name of states.toSorted().slice(0, -MOST_STATES)) rmSync(join(folder, name), { force: true })
    return undefined
  } catch (error) {
    return `no backup of ${path} could be made in ${folder}: ${whyOf(error)}`
  }
}

function baselineOf(backups: string, found: SettingsFile, isOurs: boolean): Baseline | undefined {
  const untouched = untouchedBaseline(backups, found)
  if (untouched !== undefined || isOurs) return untouched
  const { path, text } = found
  if (text !== undefined) return { text, folders: [] }
  const made = readRecord(backups, path)?.baseline?.folders ?? []
  const folders = new Set([...made, ...missingFolders(dirname(path))])
  return { text, folders: [...folders].toSorted((a, b) => a.length - b.length) }
}

/** The folders that are not there yet on the way to one, the outermost first. */
function missingFolders(folder: string): readonly string[] {
  if (existsSync(folder) || dirname(folder) === folder) return []
  return [...missingFolders(dirname(folder)), folder]
}

/**
 * Removes folders that `init` made, where they are empty, the deepest first. One that is not is left to the other files
 * in it that `init` made: it goes with the last of them.
 */
export function clearFolders(backups: string, folders: readonly string[]): void {
  const deepestFirst = [...new Set(folders)].toSorted((a, b) => b.length - a.length)
  for (const folder of deepestFirst) removeIfEmpty(folder)
  const left = deepestFirst.filter((folder) => existsSync(folder))
  if (left.length > 0) for (const record of allRecords(backups)) leaveTo(backups, record, left)
}

function leaveTo(backups: string, record: BackupRecord, folders: readonly string[]): void {
  const { path, baseline } = record
  if (baseline === undefined || baseline.text !== undefined) return
  const around = folders.filter((folder) => path.startsWith(folder + sep))
  if (around.length === 0) return
  const all = new Set([...around.toReversed(), ...baseline.folders])
  try {
    keepRecord(folderOf(backups, path), { ...record, baseline: { ...baseline, folders: [...all] } })
  } catch {
    // Then an empty folder may stay.
  }
}

/** Forgets a settings file that is as it was, and what was kept of it. */
export function forget(backups: string, path: string): void {
  rmSync(folderOf(backups, path), { recursive: true, force: true })
  removeIfEmpty(backups, dirname(backups))
}

/** Where what is kept of a settings file lies. */
export function folderOf(backups: string, path: string): string {
  return join(backups, `${digestOf(path).slice(0, 16)}-${basename(path)}`)
}

/** Removes folders in which there is nothing; stops at the first that isn't empty or isn't there. */
export function removeIfEmpty(...folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder)
  } catch {
    // Something is in it: it stays.
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function keepRecord(folder: string, { path, written, baseline }: BackupRecord): void {
  const wasMissing = baseline !== undefined && baseline.text === undefined
  const known = wasMissing ? { missing: true, folders: baseline.folders } : {}
  const line = { version: 1, path, written, restorable: baseline !== undefined, ...known }
  keep(join(folder, RECORD), `${JSON.stringify(line)}\n`)
}

/** At once, so that another run sees the whole of it or nothing. */
function keep(path: string, text: string): void {
  const other = join(dirname(path), `.${randomUUID()}`)
  writeFileSync(other, text, { mode: 0o600 })
  renameSync(other, path)
}

/** @returns `undefined` where nothing is remembered, or only half of it */
function readFrom(folder: string): BackupRecord | undefined {
  try {
    const line: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(join(folder, RECORD), 'utf8'))
    const { version, path, written, restorable, missing, folders } = line
    if (version !== 1 || typeof path !== 'string' || typeof written !== 'string') return undefined
    if (restorable !== true) return { path, written, baseline: undefined }
    const baseline =
      missing === true
        ? { text: undefined, folders: Array.isArray(folders) ? folders.map(String) : [] }
        : { text: readOriginal(folder), folders: [] }
    return { path, written, baseline }
  } catch {
    return undefined
  }
}

function readOriginal(folder: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(folder, ORIGINAL)))
}
