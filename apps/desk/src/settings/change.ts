import { dirname } from 'node:path'
import { ownFolders } from '@dos/hook-call/user/folders'
import { escapeText } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { sweep } from '../world/files.ts'
import { forget, remember } from './backup.ts'
import { pause, type Replacement, replaceFile, temporaryNames } from './replace-file.ts'
import type { SettingsFile } from './settings-on-disk.ts'
import { showChange } from './show-change.ts'
import { describePath, type Target, titleOf } from './targets.ts'

/** How often somebody else may be quicker before it is left to them. */
const MOST_ATTEMPTS = 50

/** A change of one settings file, which is shown before it is made. */
export interface Change {
  readonly kind: 'change'
  readonly target: Target
  readonly found: SettingsFile
  /** What it becomes; `undefined` where it goes. */
  readonly after: string | undefined
  /** What changes, in sentences. */
  readonly what: readonly string[]
  /** Whether something of this program's is in the file as it is. */
  readonly isOurs: boolean
  /** Whether it becomes what it was before `init`. */
  readonly isRestored?: boolean
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
      readonly found: SettingsFile
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
  io.write(plan.kind === 'change' ? `${showChange(found.path, found.text, plan.after, io.colours)}\n` : '\n')
}

/**
 * Makes a change. Where somebody else changes the file at the same moment, it is planned and tried again on what is there
 * then.
 *
 * @returns whether the file is now as it was to be
 */
export function makeChange(change: Change, replan: () => Plan, io: DeskIo): boolean {
  let plan: Plan = change
  let done = make(plan, io)
  for (let count = 1; !done.ok && done.changed && count < MOST_ATTEMPTS; count += 1) {
    pause(count)
    plan = replan()
    done = make(plan, io)
  }
  if (!done.ok) {
    io.complain(done.why)
    return false
  }
  if (plan.kind === 'stays') {
    io.write(`somebody else has just written the same: ${shown(plan)}\n`)
  } else if (plan.kind === 'change') {
    const verb = plan.after === undefined ? 'removed' : plan.isRestored ? 'restored' : 'wrote'
    io.write(`${verb} ${shown(plan)}\n`)
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
  const { found, after, isRestored, isOurs } = plan
  const { path, text } = found
  const now = io.now()
  sweep(dirname(path), temporaryNames(path), now)
  const isLast = isRestored || after === undefined
  const why = isLast ? undefined : remember(backups, found, after, { isOurs, now })
  if (why !== undefined) return { ok: false, why }
  const done = replaceFile(path, bytesOf(after), bytesOf(text), io.newId())
  if (done.ok && isLast) forget(backups, path)
  return done
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : Buffer.from(text)
}
