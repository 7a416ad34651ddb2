import { type WakePolicy, type WakePolicyFields, wakePolicy } from '../../src/index.ts'

/** A policy of these fields over the defaults; fields that make none are a mistake of the test. */
export function policyOf(fields: Partial<WakePolicyFields>): WakePolicy {
  const made = wakePolicy(fields)
  if (!made.ok) throw new Error(`no policy: ${JSON.stringify(made.issues)}`)
  return made.policy
}

/** What cannot be a number of turns, whoever says it. `undefined` is not among these: it says nothing. */
export const NO_COUNTS: readonly unknown[] = [
  ...[-1, -0.5, 2.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 1e300],
  ...[true, false, '4', '', null, 4n, [], [4], {}, new Date(4), Symbol('four'), () => 4],
]

/** What cannot be a mode. */
export const NO_MODES: readonly unknown[] = [
  ...['', 'Deny', ' deny', 'refuse', 'stretch,deny', 'constructor', true, false, null, 0, 1],
  ...[[], ['deny'], {}, new String('deny'), Symbol('deny'), () => 'deny'],
]
