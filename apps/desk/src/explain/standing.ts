import { readConfig } from '@dos/hook-call/config/config'
import type { Io } from '@dos/hook-call/io'
import { wasReleased } from '@dos/hook-call/marker/act'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import type { TallyPaths } from '@dos/marker-sensor'
import { verdictOf } from '@dos/stop-decision'
import type { Fact } from '@dos/tally-view'
import { countOf } from './evidence.ts'

/** Where a session stands now, and what its next Stop would meet. */
export interface StandingNow {
  /** Markers since the last reset; `null` where that can't be told. */
  readonly streak: number | null
  readonly cap: number
  /** What the hook would answer to an armed Stop without progress; a halt is for one more of the same chain alone. */
  readonly next: 'hold' | 'release' | 'halt'
  readonly why: string
  /** By what a Stop is armed, as the configuration says it. */
  readonly armedBy: readonly string[]
}

/**
 * How the next Stop would end that is armed, is not left alone for the latch, and did no work. It is the decision itself
 * that is asked, so that what is told here is what will be.
 */
export async function standingOf(
  tally: TallyPaths,
  maxMarkers: number | undefined,
  env: Io['env'],
): Promise<StandingNow> {
  const reading = await readConfig(tally.workspace, env)
  const policy = reading.ok ? reading.config.marker : DEFAULT_MARKER_POLICY
  const cap = maxMarkers ?? policy.maxStreak
  const base = { cap, armedBy: ['--loop', ...policy.armOnEnv, ...policy.armOnEvent] }
  const streak = countOf(tally)
  if (!reading.ok) {
    const known = typeof streak === 'number' ? streak : null
    return { ...base, streak: known, next: 'release', why: reading.complaint }
  }
  if (typeof streak === 'string') return { ...base, streak: null, next: 'release', why: streak }
  // A run that goes on is halted at a further Stop of its chain: where that would be so, it is what there is to know.
  const { do: next, reason } = verdictOf(
    { markers: streak, releasedBefore: wasReleased(tally) },
    { cap, onExhausted: policy.onExhausted, stopHookActive: true },
  )
  return { ...base, streak, next, why: reason }
}

/** In the words of the verb, beside the story. */
export function factsOf({ streak, cap, next, why, armedBy }: StandingNow): readonly Fact[] {
  const left = streak === null ? undefined : Math.max(0, cap - streak)
  const now =
    left === undefined
      ? "the streak can't be told"
      : `${streak} of ${cap} markers since the last progress, ${left === 0 ? 'the budget is spent' : `${left} left`}`
  return [
    {
      name: 'now',
      value: now,
      tone: left === undefined || left === 0 ? 'bad' : left === 1 ? 'warn' : 'good',
    },
    {
      name: 'next Stop',
      value: `${NEXT[next]}: ${why}${streak === null || next === 'hold' ? '' : '; progress or --reset gives the budget back'}`,
    },
    { name: 'armed by', value: armedBy.join(', ') },
  ]
}

const NEXT: Readonly<Record<StandingNow['next'], string>> = {
  hold: 'held, where it is armed and did no work',
  release: 'released, armed or not',
  halt: 'halted, where it is armed, did no work and is one more of the same chain; else released',
}
