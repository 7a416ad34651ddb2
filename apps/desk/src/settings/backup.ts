import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { whyOf } from '../world/files.ts'

/** What a settings file was before anything of this program's was in it. */
export type Baseline =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** It was not there, and neither were these folders, the outermost first. */
  | { readonly kind: 'missing'; readonly folders: readonly string[] }

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

/** The digest by which a file's bytes are known again. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What is remembered of a settings file, if anything is. */
export function readRecord(backups: string, path: string): BackupRecord | undefined {
  return readFrom(folderOf(backups, path))
}

/**
 * What a settings file was when nothing of this program's was in it, as far as that is kept: also where others have
 * changed it since, so that it can't be put back as a whole. A byte order mark is included.
 */
export function originalText(backups: string, path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      readFileSync(join(folderOf(backups, path), ORIGINAL)),
    )
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
 * @param before - its bytes as they are; `undefined` where it isn't there
 * @returns why it could not be done; `undefined` where it was
 */
export function remember(
  backups: string,
  record: BackupRecord,
  before: Uint8Array | undefined,
  now: number,
): string | undefined {
  const folder = folderOf(backups, record.path)
  const { path, baseline } = record
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (baseline?.kind === 'file') keep(join(folder, ORIGINAL), baseline.bytes)
    const isKept =
      baseline?.kind === 'file' && before !== undefined && digestOf(baseline.bytes) === digestOf(before)
    if (before !== undefined && !isKept) keep(join(folder, `before-${stamp(now)}`), before)
    keepRecord(folder, record)
    const states = namesIn(folder).filter((name) => name.startsWith('before-'))
    for (const name of states.toSorted().slice(0, -MOST_STATES)) rmSync(join(folder, name), { force: true })
    return undefined
  } catch (error) {
    return `no backup of ${path} could be made in ${folder}: ${whyOf(error)}`
  }
}

/**
 * Removes folders that `init` made, where they are empty, the deepest first. One that is not is left to the other files
 * in it that `init` made: it goes with the last of them.
 */
export function clearFolders(backups: string, folders: readonly string[]): void {
  const deepestFirst = [...new Set(folders)].toSorted((a, b) => b.length - a.length)
  for (const folder of deepestFirst) removeIfEmpty(folder)
  const left = deepestFirst.filter((folder) => existsSync(folder))
  if (left.length > 0) for (const record of allRecords(backups)) bequeath(backups, record, left)
}

function bequeath(backups: string, record: BackupRecord, folders: readonly string[]): void {
  const { path, baseline } = record
  if (baseline?.kind !== 'missing') return
  const around = folders.filter((folder) => path.startsWith(folder + sep))
  if (around.length === 0) return
  const all = new Set([...around.toReversed(), ...baseline.folders])
  try {
    keepRecord(folderOf(backups, path), { ...record, baseline: { kind: 'missing', folders: [...all] } })
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
  return join(backups, `${digestOf(Buffer.from(path)).slice(0, 16)}-${basename(path)}`)
}

/** Removes folders in which there is nothing; stops at the first that isn't empty or isn't there. */
export function removeIfEmpty(...folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder)
  } catch {
    // Something is in it: it stays.
  }
}

function keepRecord(folder: string, { path, written, baseline }: BackupRecord): void {
  const known = baseline?.kind === 'missing' ? { missing: true, folders: baseline.folders } : {}
  const line = { version: 1, path, written, restorable: baseline !== undefined, ...known }
  keep(join(folder, RECORD), Buffer.from(`${JSON.stringify(line)}\n`))
}

/** At once, so that another run sees the whole of it or nothing. */
function keep(path: string, bytes: Uint8Array): void {
  const other = join(dirname(path), `.${randomUUID()}`)
  writeFileSync(other, bytes, { mode: 0o600 })
  renameSync(other, path)
}

function readFrom(folder: string): BackupRecord | undefined {
  try {
    const line: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(join(folder, RECORD), 'utf8'))
    const { version, path, written, restorable, missing, folders } = line
    if (version !== 1 || typeof path !== 'string' || typeof written !== 'string') return undefined
    if (restorable !== true) return { path, written, baseline: undefined }
    const baseline: Baseline =
      missing === true
        ? { kind: 'missing', folders: Array.isArray(folders) ? folders.map(String) : [] }
        : { kind: 'file', bytes: readFileSync(join(folder, ORIGINAL)) }
    return { path, written, baseline }
  } catch {
    // Nothing is remembered, or only half of it.
    return undefined
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A moment as a name that sorts by time. */
function stamp(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/g, '-')
}
