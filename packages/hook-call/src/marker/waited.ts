import type { WaitAnswer, WaitFor } from '@dos/wait'
import type { HeldTurn } from './reason.ts'

/** What a record of the tally says of a wait, in additive fields. */
export interface WaitFields {
  /** Whole tenths. */
  readonly waited_seconds: number
  readonly for: WaitFor
}

/** What became of waiting before a hold. */
export interface Waited {
  readonly answer: WaitAnswer
  /** What was waited for and how long, for people. */
  readonly reason: string
  /** Absent where there was nothing to wait for. */
  readonly fields?: WaitFields
  readonly warnings: readonly string[]
  /** What a held turn tells the model, where that is not the usual. */
  readonly words?: (held: HeldTurn) => string
}
