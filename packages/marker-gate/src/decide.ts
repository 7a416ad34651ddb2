import type { Given } from '@dos/toml-table/table'
import { type EventList, type MarkerPolicy, markerPolicy } from './policy.ts'

/** The evidence one Stop comes with. */
export interface StopEvidence {
  /** The event's own `stop_hook_active`. Only `true` counts; anything else means the host did not say so. */
  readonly stopHookActive: unknown
  /** Whether the hook was bound as part of a loop (`--loop`). */
  readonly loopFlag: boolean
  /** The environment of the hook. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** How long the event's lists are. A list that is absent is unknown, and never the same as an empty one. */
  readonly lists?: { readonly [L in EventList]?: number | undefined }
  /** Whether a person sits before the session; `undefined` where the host doesn't say. */
  readonly attended?: boolean | undefined
  /** What is left out has its default. */
  readonly policy?: Given<MarkerPolicy>
}

/** Whether this Stop is subject to the budget, by which guard or signal, and a sentence for people. */
export type GateDecision = { readonly reason: string } & (
  | { readonly armed: false; readonly by: 'stop-hook-active' | 'no-evidence'; readonly name?: undefined }
  | { readonly armed: true; readonly by: 'loop-flag'; readonly name?: undefined }
  /** `name` is the variable. */
  | { readonly armed: false; readonly by: 'attended'; readonly name: string }
  | { readonly armed: true; readonly by: 'env'; readonly name: string }
  /** `name` is the list. */
  | { readonly armed: false; readonly by: 'woken-by-host'; readonly name: EventList }
  | { readonly armed: true; readonly by: 'event'; readonly name: EventList }
)

/**
 * Decides whether a Stop is subject to the budget. The first that matches wins: the latch (while the policy respects
 * it), the loop flag, a variable of the policy with a non-empty value, a list of the event that the policy names and
 * that is not empty; else an ordinary turn. In a session that a person sits before, a variable alone arms nothing: it
 * was exported in a terminal, for all that runs there. A Stop that would be armed is still left alone where the host
 * resumes on its own, which the policy can turn off. Values of variables are never part of the answer.
 *
 * @throws RangeError for a policy with a wrong value, naming the field
 * @example
 * decide({ stopHookActive: false, loopFlag: false, env: { DOS_LOOP: '1' } })
 * // { armed: true, by: 'env', name: 'DOS_LOOP', reason: 'DOS_LOOP is set: …' }
 */
export function decide(evidence: StopEvidence): GateDecision {
  const policy = markerPolicy(evidence.policy)
  if (policy.respectStopHookActive && evidence.stopHookActive === true) {
    return {
      armed: false,
      by: 'stop-hook-active',
      reason: 'stop_hook_active is true: this turn was already held once and respect_stop_hook_active is on',
    }
  }
  const armed = signalIn(evidence, policy)
  if (armed === undefined) return leaveAlone(evidence, policy)
  return (policy.releaseWhenWoken ? findWaker(evidence) : undefined) ?? armed
}

/**
 * What says that the Stop belongs to a loop, whether or not a guard leaves it alone; `undefined` for an ordinary turn.
 * The loop flag comes first, then the variables, unless a person attends, then the lists, each in the order of the policy.
 *
 * @throws RangeError for a policy with a wrong value, naming the field
 */
export function findSignal(evidence: StopEvidence): Extract<GateDecision, { armed: true }> | undefined {
  return signalIn(evidence, markerPolicy(evidence.policy))
}

function signalIn(
  evidence: StopEvidence,
  policy: MarkerPolicy,
): Extract<GateDecision, { armed: true }> | undefined {
  if (evidence.loopFlag) {
    return { armed: true, by: 'loop-flag', reason: '--loop says that this hook is bound to a loop' }
  }
  const name = evidence.attended === true ? undefined : findVariable(evidence, policy)
  if (name !== undefined) {
    return { armed: true, by: 'env', name, reason: `${name} is set: this session is part of a loop` }
  }
  const list = policy.armOnEvent.find((each) => isFilled(evidence, each))
  return list && { armed: true, by: 'event', name: list, reason: `the event's ${list} is not empty` }
}

/** Why nothing arms. */
function leaveAlone(evidence: StopEvidence, policy: MarkerPolicy): GateDecision {
  const name = findVariable(evidence, policy)
  if (name === undefined) {
    return { armed: false, by: 'no-evidence', reason: 'nothing says that this turn belongs to a loop' }
  }
  const reason = `${name} is set, but a person sits before this session, where the environment alone arms nothing`
  return { armed: false, by: 'attended', name, reason }
}

/** The first variable of the policy that has a value. */
function findVariable({ env }: StopEvidence, { armOnEnv }: MarkerPolicy): string | undefined {
  return armOnEnv.find((name) => Object.hasOwn(env, name) && env[name] !== undefined && env[name] !== '')
}

/** What makes the host open a turn by itself, in a session that a person sits before. */
function findWaker(evidence: StopEvidence): GateDecision | undefined {
  if (evidence.attended !== true) return undefined
  if (isFilled(evidence, 'background_tasks')) {
    return left('background_tasks', 'a background task is running')
  }
  return isFilled(evidence, 'session_crons') ? left('session_crons', 'a wake-up is pending') : undefined
}

function left(name: EventList, what: string): GateDecision {
  return { armed: false, by: 'woken-by-host', name, reason: `${what}, and the host comes back by itself` }
}

function isFilled({ lists }: StopEvidence, list: EventList): boolean {
  return (lists?.[list] ?? 0) > 0
}
