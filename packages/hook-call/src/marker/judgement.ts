import type { Outcome } from '@dos/hook-metrics'
import type { GateDecision, HoldForm } from '@dos/marker-gate'
import type { TallyPaths } from '@dos/marker-sensor'
import type { ReleaseRule } from '@dos/stop-decision'
import type { HookEvent } from '../event/event.ts'
import type { WaitFields } from './waited.ts'

/** What was found out and decided in one call. Absent is what was not asked, because the answer was clear before. */
export interface Judgement {
  readonly answer: 'hold' | 'release' | 'halt'
  /** Why, in a sentence for people. */
  readonly reason: string
  /** What was asked, in its host's dialect. */
  readonly event?: HookEvent
  /** One line for stderr where something is not as it should be. */
  readonly complaint?: string
  /** The complaint is about the configuration, which whoever runs the session can mend. */
  readonly misconfigured?: true
  readonly warnings?: readonly string[]
  readonly gate?: GateDecision
  readonly session?: string
  readonly workspace?: string
  readonly tally?: TallyPaths
  /** Markers in the streak, with the one that was just allowed. */
  readonly markers?: number
  /** The most there may be. */
  readonly cap?: number
  /** Whether the next Stop of this chain is released whatever the budget. */
  readonly once?: boolean
  /** By which rule of the decision; absent where it did not come to one. */
  readonly rule?: ReleaseRule | 'progress' | 'live' | 'kept-going'
  /** What went forward since the last look; absent where nobody looked. */
  readonly progress?: readonly string[]
  /** What of it could not be seen, each with why. */
  readonly unseen?: readonly string[]
  /** The streak was zeroed. */
  readonly reset?: true
  /** Whether something says that the session is a loop, even where this Stop is left alone. */
  readonly isLoop?: boolean
  /** What is noted of it; absent where nothing is to be. */
  readonly outcome?: Outcome
  /** How long the hook waited before it answered, and for what. */
  readonly waited?: WaitFields
  /** In which form to hold. */
  readonly form?: HoldForm
  /** What a held turn tells the model, where that is not the usual. */
  readonly words?: string
  /** Nobody is there any more to be told anything. */
  readonly silent?: true
}

/** Told each step as it is taken. */
export type Trace = (step: string) => void

/** The turn may end, with nothing wrong about it. */
export function release(reason: string, known: Partial<Judgement> = {}): Judgement {
  return { ...known, answer: 'release', reason }
}

/** The turn may end, because something is wrong that someone should know of. */
export function trouble(complaint: string, known: Partial<Judgement> = {}): Judgement {
  return { ...release(complaint, known), complaint }
}
