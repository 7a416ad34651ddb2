import { ownFolders } from '@dos/hook-call/user/folders'
import { escapeText } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { type Baseline, forget } from './backup.ts'
import type { Replacement } from './replace-file.ts'
import { showChange } from './show-change.ts'
import { describePath, type Target, titleOf } from './targets.ts'
import {
  deleteSettings,
  type Found,
  restoreSettings,
  untilUnchanged,
  writeSettings,
} from './write-settings.ts'

/** A change of one settings file, which is shown before it is made. */
export interface Change {
  readonly kind: 'change'
  readonly target: Target
  readonly found: Found
  /** What it becomes; `undefined` where it goes. */
  readonly after: string | undefined
  /** What changes, in sentences. */
  readonly what: readonly string[]
  /** Whether something of this program's is in the file as it is. */
  readonly isOurs: boolean
  /** What the file was before `init`, where it gets that back. */
  readonly baseline?: Baseline
  /** Folders that `init` made for the file. */
  readonly folders?: readonly string[]
}

/** What is to become of one settings file. */
export type Plan =
  | Change
  /** It stays as it is, and what there is to say of it. */
  | {
      readonly kind: 'stays'
      readonly target: Target
      readonly found: Found
      readonly what: readonly string[]
    }
  | { readonly kind: 'refused'; readonly target: Target; readonly why: string }
  /** There is nothing of this program's in it, or there is no such file. */
  | { readonly kind: 'nothing' }

/** Shows a plan to a person, with the change as a diff. */
export function showPlan(plan: Plan, io: DeskIo): void {
  if (plan.kind === 'nothing') return
  const { target } = plan
  if (plan.kind === 'refused') {
    io.complain(`${titleOf(target)}: ${plan.why}`)
    return
  }
  const { found, what } = plan
  io.write(`${titleOf(target)}: ${escapeText(describePath(target, found.path))}\n`)
  for (const line of what) io.write(`  ${escapeText(line)}\n`)
  const before = found.kind === 'file' ? found.text : undefined
  io.write(plan.kind === 'change' ? `${showChange(found.path, before, plan.after, io.colours)}\n` : '\n')
}

/**
 * Makes a change. Where somebody else changes the file at the same moment, it is planned and tried again on what is there
 * then.
 *
 * @returns whether the file is now as it was to be
 */
export function makeChange(change: Change, replan: () => Plan, io: DeskIo): boolean {
  let now: Plan = change
  const made = untilUnchanged(() => {
    const done = make(now, io)
    if (!done.ok && done.changed) now = replan()
    return done
  })
  if (!made.ok) {
    io.complain(made.why)
    return false
  }
  // Reassigned in the attempt, which the compiler doesn't see.
  const last = now as Plan
  if (last.kind === 'stays') {
    io.write(`somebody else has just written the same: ${shown(last)}\n`)
  } else if (last.kind === 'change') {
    const done = last.after === undefined ? 'removed' : last.baseline === undefined ? 'wrote' : 'restored'
    io.write(`${done} ${shown(last)}\n`)
  }
  return true
}

function shown({ target, found }: Extract<Plan, { kind: 'change' | 'stays' }>): string {
  return escapeText(describePath(target, found.path))
}

function make(plan: Plan, io: DeskIo): Replacement {
  // Who changes it at the same moment may be in the middle of it.
  if (plan.kind === 'refused') return { ok: false, why: plan.why, changed: true }
  if (plan.kind !== 'change') return { ok: true }
  const { backups } = ownFolders(io)
  const { found, after, baseline, isOurs } = plan
  if (baseline !== undefined) return restoreSettings(backups, found, baseline, io)
  if (after !== undefined) return writeSettings(backups, found, after, isOurs, io)
  const deleted = deleteSettings(found, io)
  if (deleted.ok) forget(backups, found.path)
  return deleted
}
