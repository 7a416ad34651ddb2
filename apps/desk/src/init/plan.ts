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
import type { Plan } from '../settings/change.ts'
import { readSettingsFile, type SettingsFile, whyNotWritable } from '../settings/settings-on-disk.ts'
import { complaint, type Target, whyOutside } from '../settings/targets.ts'

/** Finds out what is to become of a settings file. Nothing is written. */
export function planFor(target: Target, wanted: Wanted, machine: Machine): Plan {
  const refuse = (why: string): Plan => ({ kind: 'refused', target, why })
  const found = readSettingsFile(target.path)
  if (!found.ok) return refuse(found.why)
  const outside = whyOutside(target, found.path, machine.project)
  if (outside !== undefined) return refuse(outside)
  const { host } = target
  const { text } = found
  const dropped = host === 'claude-code' && text !== undefined ? droppedBecause(text) : undefined
  if (dropped !== undefined) {
    const message = `Claude Code drops the whole file: ${dropped.message}`
    return refuse(complaint(target.path, { ...dropped, message }))
  }
  const bound = bindings(host, { ...wanted, wake: wanted.wake && canWake(host) })
  const wired = wire(host, text, bound, originalText(ownFolders(machine).backups, found.path))
  if (!wired.ok) return refuse(complaint(target.path, wired.problem))
  const inspection = inspect(host, text ?? '')
  const own = inspection.ok ? inspection.found.filter(({ verb }) => verb !== undefined) : []
  if (!wired.changed) {
    const how = own.some(({ byHand }) => byHand) ? 'already wired by a command of your own' : 'already wired'
    return { kind: 'stays', target, found, what: [`${how}, nothing to change`] }
  }
  const why = hides(target, found, machine) ?? whyNotWritable(found)
  if (why !== undefined) return refuse(why)
  return { kind: 'change', target, found, after: wired.text, what: wired.changes, isOurs: own.length > 0 }
}

/** Whether hooks elsewhere would not be read any more if this file were made. */
function hides({ host, scope, path }: Target, found: SettingsFile, machine: Machine): string | undefined {
  const hidden = hiddenFile(host, scope, machine)
  if (hidden === undefined || found.text !== undefined) return undefined
  const other = readSettingsFile(hidden)
  if (!other.ok || other.text === undefined || !hasHooks(other.text)) return undefined
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
