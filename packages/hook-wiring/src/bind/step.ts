import { applyCuts, type Cut } from '../json/edit.ts'
import { reparse } from '../json/parse.ts'
import type { Problem } from '../json/problem.ts'
import type { Settings } from './settings.ts'

/** One change to a text, and a phrase about it for people. */
export interface Step {
  readonly cuts: readonly Cut[]
  /** Not there where it only completes another. */
  readonly change?: string
}

/** A settings file as it should be, or why it is left as it is. */
export type Edit =
  | {
      readonly ok: true
      /** The whole file. The very same text where nothing had to change. */
      readonly text: string
      readonly changed: boolean
      /** What was changed, a phrase each, in order. */
      readonly changes: readonly string[]
    }
  | { readonly ok: false; readonly problem: Problem }

/** Far more than any file has entries of this program: who gets here goes round in a circle. */
const MOST_STEPS = 1000

/**
 * Takes steps until there is none left to take. Each looks at the text anew, so that none has to know what another did
 * to it, and so that a second run finds nothing to do.
 */
export function stepThrough(
  settings: Settings,
  next: (settings: Settings) => Step | Problem | undefined,
): Edit {
  const changes: string[] = []
  let current = settings
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const step = next(current)
    if (step === undefined) {
      const changed = current.text !== settings.text
      return { ok: true, text: settings.mark + current.text, changed, changes }
    }
    if ('message' in step) return { ok: false, problem: step }
    if (step.change !== undefined) changes.push(step.change)
    const text = applyCuts(current.text, step.cuts)
    current = { ...current, text, root: reparse(text) }
  }
  throw new Error('the changes to a settings file come to no end')
}
