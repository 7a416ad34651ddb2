import { lstatSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { PRUNE, type PruneFlags } from '@dos/command-line/report-verbs'
import { decodeLine, type FileOps, nodeFileOps, prune as pruneTallies, tallyOwner } from '@dos/marker-sensor'
import { escapeText, jsonLine } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { endOf } from '../world/files.ts'
import { runInWorkspace } from '../world/run-verb.ts'

/** Runs `dos-hook prune`. */
export function prune(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runInWorkspace(PRUNE, args, io, async (workspace, flags) => {
    const removal = removeOld(workspace, io.now(), flags)
    io.write(flags.json ? report(workspace, removal, flags) : describe(workspace, removal, flags))
    return 0
  })
}

type Removal = ReturnType<typeof removeOld>

/** @throws TallyError when the folder leads out of the workspace or the file system refuses */
function removeOld(workspace: string, now: number, { olderThan, keep, dryRun }: PruneFlags) {
  const request = { now, olderThanMs: olderThan.ms, keep }
  const options = { ops: OWN_TALLIES }
  // Looked at before they are gone.
  const planned = pruneTallies(workspace, { ...request, dryRun: true }, options)
  const sizes = new Map(planned.removed.map((path) => [path, sizeOf(path)]))
  const { removed, kept } = dryRun ? planned : pruneTallies(workspace, request, options)
  const bytes = removed.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0)
  return { removed, bytes, kept: kept.length }
}

/** As much of the end of a file as is looked through for a record: hundreds of them. */
const MOST = 64 * 1024

/** File operations that list those tallies alone which the hook named and wrote: nothing else is there to be removed. */
const OWN_TALLIES: FileOps = {
  ...nodeFileOps,
  list: (folder) =>
    nodeFileOps
      .list(folder)
      .filter((name) => tallyOwner(name) !== undefined && holdsRecord(join(folder, name))),
}

/** Whether there is a record of a tally in a file, of whatever version: without one it is somebody else's. */
function holdsRecord(path: string): boolean {
  return endOf(path, MOST)
    .split('\n')
    .some((line) => {
      const read = decodeLine(line)
      if (read.kind === 'skipped') return read.why === 'too-new'
      return read.kind === 'record' || typeof read.op === 'string'
    })
}

/** One that another process removed meanwhile takes nothing. */
function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function describe(workspace: string, { removed, bytes, kept }: Removal, flags: PruneFlags): string {
  if (removed.length === 0) {
    const there =
      kept === 0 ? 'there is no tally' : kept === 1 ? 'the one tally stays' : `all ${kept} tallies stay`
    return `Nothing to remove in ${escapeText(workspace)}: ${there}.\n`
  }
  const names = removed.map((path) => `${escapeText(nameOf(workspace, path))}\n`).join('')
  const done = flags.dryRun ? 'Would remove' : 'Removed'
  const tallies = removed.length === 1 ? '1 tally' : `${removed.length} tallies`
  const rule = `not written for ${flags.olderThan.text}, or beyond the latest ${flags.keep}`
  return `${names}${done} ${tallies} (${formatSize(bytes)}): ${rule}. ${kept} ${kept === 1 ? 'stays' : 'stay'}.\n`
}

function report(workspace: string, { removed, bytes, kept }: Removal, flags: PruneFlags): string {
  return jsonLine({
    workspace,
    dry_run: flags.dryRun,
    older_than_seconds: flags.olderThan.ms / 1000,
    keep: flags.keep,
    removed,
    removed_count: removed.length,
    removed_bytes: bytes,
    kept_count: kept,
  })
}

/** The path, and the run's own name where the file's is another. */
function nameOf(workspace: string, path: string): string {
  const file = basename(path)
  const owner = tallyOwner(file)
  const shown = relative(workspace, path)
  return owner === undefined || file.startsWith(`${owner}.`) ? shown : `${shown} (${owner})`
}

function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB']
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`
}
