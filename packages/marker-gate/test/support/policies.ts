import { type MarkerPolicy, type MarkerPolicyFields, markerPolicy } from '../../src/index.ts'

/** A policy of these fields over the defaults; fields that make none are a mistake of the test. */
export function policyOf(fields: Partial<MarkerPolicyFields>): MarkerPolicy {
  const made = markerPolicy(fields)
  if (!made.ok) throw new Error(`no policy: ${JSON.stringify(made.issues)}`)
  return made.policy
}

/** What cannot be a cap, whoever says it. `undefined` is not among these: it says nothing. */
export const NO_CAPS: readonly unknown[] = [
  ...[-1, -0.5, 2.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 1e300],
  ...[true, false, '4', '', null, 4n, [], [4], {}, new Date(4), Symbol('four'), () => 4],
]

/** What cannot be a list of names. */
export const NO_NAMES: readonly unknown[] = [
  ...[0, 1, true, false, null, {}, { 0: 'A', length: 1 }, new Set(['A']), Symbol('A'), () => 'A'],
  ...[[1], ['A', 2], ['A', null], [undefined], [['A']], Array(1), Array(2).fill('A', 1)],
]

/** What is neither true nor false. */
export const NO_SWITCHES: readonly unknown[] = [0, 1, 'true', 'false', '', null, [], {}, new Boolean(true)]

/** What cannot be a list of names of an event's lists. */
export const NO_LISTS: readonly unknown[] = [
  ...NO_NAMES,
  ...['background', 'Session_Crons', 'background_tasks,session_crons', '__proto__', 'constructor'],
  ...[['background_tasks', 'cwd'], ['tasks'], ['toString']],
]

/** What cannot be the answer to a spent budget. */
export const NO_ANSWERS: readonly unknown[] = [
  ...['', 'Halt', ' halt', 'stop', 'hold', 'release,halt', true, false, null, 0, 1],
  ...[[], ['halt'], {}, new String('halt'), Symbol('halt')],
]
