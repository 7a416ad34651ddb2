import { basename } from 'node:path'
import { type FoundHook, inspect, unwire } from '@dos/hook-wiring'
import { complaint } from '../init/plan.ts'
import { type Baseline, originalText, readRecord } from '../settings/backup.ts'
import { whyOutside } from '../settings/outside.ts'
import { readSettingsFile, whyNotWritable } from '../settings/settings-on-disk.ts'
import type { Target } from '../settings/targets.ts'
import { type Found, untouchedBaseline } from '../settings/write-settings.ts'

/** What is to become of one settings file. */
export type Removal =
  /** It gets back what it was before `init`. */
  | Changing<'restore', { readonly baseline: Baseline }>
  /** The entries are taken out of it. */
  | Changing<'edit', { readonly after: string; readonly changes: readonly string[] }>
  /** Nothing would be left in it that `init` didn't make. */
  | Changing<'delete', { readonly folders: readonly string[] }>
  /** All that is in it is a command of somebody's own. */
  | {
      readonly kind: 'by-hand'
      readonly target: Target
      readonly found: Extract<Found, { kind: 'file' }>
      readonly byHand: readonly FoundHook[]
    }
  | { readonly kind: 'refused'; readonly target: Target; readonly why: string }
  /** There is nothing of this program's in it, or there is no such file. */
  | { readonly kind: 'nothing' }

type Changing<K extends string, More> = {
  readonly kind: K
  readonly target: Target
  readonly found: Extract<Found, { kind: 'file' }>
  /** Commands of somebody's own, which stay. */
  readonly byHand: readonly FoundHook[]
} & More

/** What it is decided by. */
export interface RemovalFacts {
  readonly backups: string
  readonly project: string
  /** Whether this host was named: then a file that can't be read is told of whatever is in it. */
  readonly asked: boolean
}

/** Finds out what is to become of a settings file. Nothing is written. */
export function planRemoval(target: Target, { backups, project, asked }: RemovalFacts): Removal {
  const { host, path } = target
  const found = readSettingsFile(path)
  if (found.kind === 'missing') return { kind: 'nothing' }
  if (found.kind === 'refused')
    return asked ? { kind: 'refused', target, why: found.why } : { kind: 'nothing' }
  const inspection = inspect(host, found.text)
  if (!inspection.ok) {
    const concerns = asked || found.text.includes('dos-hook')
    return concerns
      ? { kind: 'refused', target, why: complaint(path, inspection.problem) }
      : { kind: 'nothing' }
  }
  const own = inspection.found.filter(({ verb }) => verb !== undefined)
  const byHand = own.filter((hook) => hook.byHand)
  if (own.length === 0) return { kind: 'nothing' }
  if (byHand.length === own.length) return { kind: 'by-hand', target, found, byHand }
  const why = whyOutside(target, found.path, project) ?? whyNotWritable(found)
  if (why !== undefined) return { kind: 'refused', target, why }

  const baseline = untouchedBaseline(backups, found)
  if (baseline !== undefined) return { kind: 'restore', target, found, byHand, baseline }
  const edit = unwire(host, found.text, originalText(backups, found.path))
  if (!edit.ok) return { kind: 'refused', target, why: complaint(path, edit.problem) }
  const known = readRecord(backups, found.path)?.baseline
  const made = known?.kind === 'missing' ? known.folders : undefined
  // A file of its own name is its own, also where nothing is remembered of it.
  if (isEmpty(edit.text) && (made !== undefined || basename(path) === 'dos-hook.json')) {
    return { kind: 'delete', target, found, byHand, folders: made ?? [] }
  }
  return { kind: 'edit', target, found, byHand, after: edit.text, changes: edit.changes }
}

function isEmpty(text: string): boolean {
  return /^\uFEFF?\s*\{\s*\}\s*$/.test(text)
}
