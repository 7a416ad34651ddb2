import type { FileOps } from '../../src/index.ts'
import { intercept } from './memory-disk.ts'

/** Something that runs on a shared disk one file operation at a time, as a process among others does. */
export interface Actor<T> {
  /** Does the next file operation, or comes to its end. */
  step(): void
  /** How it ended; `undefined` while it still runs. */
  outcome(): { readonly value: T } | { readonly error: unknown } | undefined
}

interface Done {
  /** Gives the answer again, or fails again. */
  readonly answer: () => unknown
  /** What was read into the caller's buffer. */
  readonly filled: Uint8Array | undefined
}

/**
 * Cuts a synchronous function into steps. To take the next one, the function is run anew: the answers that it had
 * are given again, one more operation is really done, and there it is broken off. So any interleaving of several
 * functions can be played, although none of them knows how to wait.
 */
export function actor<T>(ops: FileOps, run: (ops: FileOps) => T): Actor<T> {
  const done: Done[] = []
  let outcome: ReturnType<Actor<T>['outcome']>
  return {
    outcome: () => outcome,
    step: () => {
      const brokenOff = Symbol('broken off')
      const known = done.length
      let at = 0
      const stepping = intercept(ops, ({ args, go }) => {
        const buffer = args[1] instanceof Uint8Array ? args[1] : undefined
        const before = done[at]
        at += 1
        // On its way out it closes what it opened; of that nothing happens.
        if (at > known + 2) return undefined
        if (at > known + 1) throw brokenOff
        if (before !== undefined) {
          if (before.filled !== undefined) buffer?.set(before.filled)
          return before.answer()
        }
        const answer = settled(go)
        done.push({ answer, filled: buffer?.slice() })
        return answer()
      })
      try {
        outcome = { value: run(stepping) }
      } catch (error) {
        if (error !== brokenOff) outcome = { error }
      }
    },
  }
}

function settled(go: () => unknown): () => unknown {
  try {
    const answer = go()
    return () => answer
  } catch (error) {
    return () => {
      throw error
    }
  }
}
