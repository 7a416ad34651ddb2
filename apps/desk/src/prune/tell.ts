import { basename, relative } from 'node:path'
import { tallyOwner } from '@dos/marker-sensor'
import { escapeJson, escapeText } from '@dos/terminal-text'
import type { PruneFlags } from './flags.ts'
import type { Removal } from './remove-old.ts'

/** What was removed, for people: each path, and a line that sums up. */
export function tell(
  workspace: string,
  { removed, bytes, kept }: Removal,
  { olderThan, keep, dryRun }: Pick<PruneFlags, 'olderThan' | 'keep' | 'dryRun'>,
): string {
  const rule = `not written for ${olderThan}, or beyond the latest ${keep}`
  if (removed.length === 0) {
    const there =
      kept === 0 ? 'there is no tally' : kept === 1 ? 'the one tally stays' : `all ${kept} tallies stay`
    return `Nothing to remove in ${escapeText(workspace)}: ${there}.\n`
  }
  const names = removed.map((path) => `${escapeText(named(workspace, path))}\n`)
  const done = dryRun ? 'Would remove' : 'Removed'
  return `${names.join('')}${done} ${tallies(removed.length)} (${size(bytes)}): ${rule}. ${kept} ${kept === 1 ? 'stays' : 'stay'}.\n`
}

/** The same as one object. */
export function report(
  workspace: string,
  { removed, bytes, kept }: Removal,
  { olderThanMs, keep, dryRun }: Pick<PruneFlags, 'olderThanMs' | 'keep' | 'dryRun'>,
): string {
  const all = {
    workspace,
    dry_run: dryRun,
    older_than_seconds: olderThanMs / 1000,
    keep,
    removed,
    removed_count: removed.length,
    removed_bytes: bytes,
    kept_count: kept,
  }
  return `${escapeJson(JSON.stringify(all))}\n`
}

/** The path, and the run's own name where the file's is another. */
function named(workspace: string, path: string): string {
  const file = basename(path)
  const owner = tallyOwner(file)
  const shown = relative(workspace, path)
  return owner === undefined || file.startsWith(`${owner}.`) ? shown : `${shown} (${owner})`
}

function tallies(count: number): string {
  return count === 1 ? '1 tally' : `${count} tallies`
}

/** Bytes as people read them, in units of 1024. */
function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB']
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`
}
