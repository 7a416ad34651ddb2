import type { HookFlags } from '@dos/command-line/hook-verbs'
import { DEFAULT_WAKE_POLICY, type PromptKind, type WakePolicy } from '@dos/wake-gate'
import type { Config } from '../config/reading.ts'
import type { HookEvent } from '../event/event.ts'
import type { SessionPlace } from '../event/place.ts'
import type { HookCall } from '../io.ts'

/** One call of a command that guards schedules, for what judges it. */
export interface GuardCall extends HookCall<HookFlags> {
  readonly event: HookEvent
}

/** What was found out and done in one call. Absent is what was not asked, because the answer was clear before. */
export interface GuardJudgement extends Partial<SessionPlace> {
  /** What was done, in a word. */
  readonly action: 'pass' | 'remember' | 'reset' | 'grant' | 'refuse' | 'observe' | 'stretch' | 'deny'
  /** Why, in a sentence. */
  readonly reason: string
  /** The one line for the host; without it there is nothing to say to it. */
  readonly line?: string
  /** One line for stderr where something is not as it should be. */
  readonly complaint?: string
  readonly warnings?: readonly string[]
  /** Who is behind the prompt. */
  readonly prompt?: PromptKind
  /** Markers in the streak, with the one that was just recorded. */
  readonly markers?: number
  /** The most there may be. */
  readonly cap?: number
  /** The delay that a wake-up was given, in seconds. */
  readonly delaySeconds?: unknown
}

/** What bounds schedules. A cap from the command line comes before any of the configuration. */
export function wakePolicyOf(
  { wake = DEFAULT_WAKE_POLICY }: Config,
  { maxMarkers = wake.maxStreak }: HookFlags,
): WakePolicy {
  return { ...wake, maxStreak: maxMarkers }
}

/** Nothing is said to the host, and there is nothing wrong about it. */
export function pass(reason: string, known: Partial<GuardJudgement> = {}): GuardJudgement {
  return { ...known, action: 'pass', reason }
}

/** Nothing is said to the host, because something is wrong that someone should know of. */
export function trouble(complaint: string, known: Partial<GuardJudgement> = {}): GuardJudgement {
  return { ...pass(complaint, known), complaint }
}
