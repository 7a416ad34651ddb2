import { ownFolders } from '@dos/hook-call/user/folders'
import { dialectOf } from '@dos/hook-dialect'
import {
  bindings,
  canWake,
  droppedBecause,
  hiddenFile,
  inspect,
  type Machine,
  type Wanted,
  wire,
} from '@dos/hook-wiring'
import { originalText } from '../settings/backup.ts'
import { whyOutside } from '../settings/outside.ts'
import { readSettingsFile, whyNotWritable } from '../settings/settings-on-disk.ts'
import type { Target } from '../settings/targets.ts'
import type { Found } from '../settings/write-settings.ts'

/** What is to become of one settings file. */
export type Plan =
  | {
      readonly kind: 'write'
      readonly target: Target
      readonly found: Found
      readonly after: string
      readonly changes: readonly string[]
      /** Whether something of this program's is in the file already. */
      readonly isOurs: boolean
    }
  | { readonly kind: 'as-it-is'; readonly target: Target; readonly found: Found; readonly byHand: boolean }
  | { readonly kind: 'refused'; readonly target: Target; readonly why: string }

/** Finds out what is to become of a settings file. Nothing is written. */
export function planFor(target: Target, wanted: Wanted, machine: Machine): Plan {
  const refuse = (why: string): Plan => ({ kind: 'refused', target, why })
  const found = readSettingsFile(target.path)
  if (found.kind === 'refused') return refuse(found.why)
  const outside = whyOutside(target, found.path, machine.project)
  if (outside !== undefined) return refuse(outside)
  const { host } = target
  const text = found.kind === 'file' ? found.text : undefined
  const dropped = host === 'claude-code' && text !== undefined ? droppedBecause(text) : undefined
  if (dropped !== undefined) {
    const { message } = dropped
    return refuse(
      complaint(target.path, { ...dropped, message: `Claude Code drops the whole file: ${message}` }),
    )
  }
  const bound = bindings(host, { ...wanted, wake: wanted.wake && canWake(host) })
  const wired = wire(host, text, bound, originalText(ownFolders(machine).backups, found.path))
  if (!wired.ok) return refuse(complaint(target.path, wired.problem))
  const own = text === undefined ? [] : ownHooks(host, text)
  if (!wired.changed) return { kind: 'as-it-is', target, found, byHand: own.some(({ byHand }) => byHand) }
  const why = hides(target, found, machine) ?? whyNotWritable(found)
  if (why !== undefined) return refuse(why)
  return { kind: 'write', target, found, after: wired.text, changes: wired.changes, isOurs: own.length > 0 }
}

/** A problem of a settings file in one line, as compilers write it. */
export function complaint(
  path: string,
  { line, column, message }: { readonly line?: number; readonly column?: number; readonly message: string },
): string {
  return line === undefined ? `${path}: ${message}` : `${path}:${line}:${column}: ${message}`
}

function ownHooks(host: Target['host'], text: string) {
  const inspection = inspect(host, text)
  return inspection.ok ? inspection.found.filter(({ verb }) => verb !== undefined) : []
}

/** Whether hooks elsewhere would not be read any more if this file were made. */
function hides({ host, scope, path }: Target, found: Found, machine: Machine): string | undefined {
  const hidden = hiddenFile(host, scope, machine)
  if (hidden === undefined || found.kind === 'file') return undefined
  const other = readSettingsFile(hidden)
  if (other.kind !== 'file' || !hasHooks(other.text)) return undefined
  const { title } = dialectOf(host)
  return `${title} reads the hooks in ${hidden} only while there is no ${path}: move them there first`
}

function hasHooks(text: string): boolean {
  try {
    const { hooks } = JSON.parse(text)
    return typeof hooks === 'object' && hooks !== null && Object.keys(hooks).length > 0
  } catch {
    return false
  }
}
