import type { Outcome } from '@dos/hook-metrics/observation'
import type { GateDecision } from '@dos/marker-gate'
import type { StopVerdict } from '@dos/stop-decision'
import type { WaitFor } from '@dos/wait'
import type { HookEvent } from '../event/event.ts'
import type { SessionPlace } from '../event/place.ts'
import type { TurnLook } from '../progress/watch.ts'

/** What is known of a Stop by the time it is answered; each step adds to it. */
export interface Found {
  event?: HookEvent
  place: Partial<SessionPlace>
  /** What the configuration has that should be otherwise. */
  warnings: readonly string[]
  /** The most markers there may be. */
  cap?: number
  gate?: GateDecision
  /** Whether something says that the session is a loop, even where this Stop is left alone. */
  isLoop?: boolean
  /** What a look at ground truth saw; absent where nobody looked. */
  look?: TurnLook
  /** Markers in the streak before this Stop; counted no further than to the cap. */
  markers?: number
  /** What a record of the tally says of a wait, in additive fields; seconds to a whole tenth. */
  waited?: { readonly waited_seconds: number; readonly for: WaitFor }
}

/** By which rule a Stop was decided. */
export type Rule = Extract<GateDecision, { armed: false }>['by'] | 'progress' | StopVerdict['rule']

interface Judged {
  /** Why, in a sentence for people. */
  readonly reason: string
  /** Absent where the decision did not come to a rule. */
  readonly rule: Rule | undefined
  readonly found: Found
  /** What is noted of it; absent where nothing is to be. */
  readonly outcome: Outcome | undefined
  /** Markers in the streak now. */
  readonly markers: number | undefined
}

export interface Hold extends Judged {
  readonly answer: 'hold'
  /** What the model is told. */
  readonly words: string
}

export interface Release extends Judged {
  readonly answer: 'release'
  /** Where something is not as it should be: whether the user can mend it in the configuration. The reason says what. */
  readonly fault: 'configuration' | 'other' | undefined
  readonly reset: boolean
}

/** What became of one Stop. */
export type Judgement =
  | Hold
  | Release
  | (Judged & { readonly answer: 'halt' })
  /** Nobody is there any more to be told anything. */
  | (Judged & { readonly answer: 'none' })

/** The turn may end. */
export function release(reason: string, found: Found, more: Partial<Omit<Release, 'answer'>> = {}): Release {
  const { markers } = found
  const nothing = { rule: undefined, outcome: undefined, fault: undefined, reset: false }
  return { answer: 'release', reason, found, markers, ...nothing, ...more }
}

/** The turn may end, because something is wrong that someone should know of. */
export function trouble(complaint: string, found: Found, fault: Release['fault'] = 'other'): Release {
  return release(complaint, found, { fault })
}
