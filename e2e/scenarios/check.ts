import { halts, holds } from '../hook-call.ts'
import type { Outcome } from '../outcome.ts'
import type { Expected, Runs, Scenario } from './scenario.ts'

/** Everything that is not as it has to be, a sentence each; none when all is well. */
export function complaints(scenario: Scenario, { hook, rival }: Runs): readonly string[] {
  const { expect, expectOfRival, unrecorded } = scenario
  const all = [
    ...(unrecorded ? [] : invariants(scenario, hook)),
    ...unmet(expect, hook),
    ...(rival === undefined ? [] : unmet(expectOfRival, rival)).map((one) => `without the hook: ${one}`),
  ]
  return [...new Set(all)]
}

/** What must be so in every run with the hook. */
function invariants({ hooks, expect }: Scenario, { calls, tallies, held }: Outcome): readonly string[] {
  const failed = calls.filter(({ status }) => status !== 0)
  const markers = tallies.join('').replaceAll(/[^M]/g, '').length
  const talkative = calls.filter(
    (call) =>
      call.label === 'stop' &&
      call.stdout !== '' &&
      !holds(call) &&
      !halts(call) &&
      !isNotice(call.stdout, expect.complaint),
  )
  return [
    ...failed.map(({ label, status, signal }) => `${label} left with ${signal ?? `status ${status}`}`),
    ...talkative.map(({ stdout }) => `stop said neither hold nor halt nor nothing: ${stdout}`),
    // Turns that nobody held count as well where schedules are guarded.
    ...(markers === held || hooks.some(({ run }) => / (wake|rearm)\b/.test(run))
      ? []
      : [`${held} held, but ${markers} markers in the tallies`]),
  ]
}

/** A message to the user that says what stderr says: it holds nothing. */
function isNotice(stdout: string, complaint: RegExp | undefined): boolean {
  return stdout.startsWith('{"systemMessage":') && complaint?.test(stdout) === true
}

function unmet(expected: Expected | undefined, outcome: Outcome): readonly string[] {
  const faults = outcome.fault === undefined ? [] : [outcome.fault]
  if (expected === undefined) return faults
  const {
    requests,
    held,
    halted = 0,
    stops,
    refused,
    tallies,
    complaint,
    slowestCallMs = Infinity,
  } = expected
  return [
    ...faults,
    ...differs('requests', requests, outcome.requests),
    ...differs('held', held, outcome.held),
    ...differs('halted', halted, outcome.halted),
    ...differs('stops', stops, outcome.stops),
    ...differs('refused', refused, outcome.refused),
    ...differs('tallies', tallies?.join(' '), outcome.tallies.join(' ')),
    ...differs('a .dos folder', tallies && tallies.length > 0, outcome.leftTrace),
    ...outcome.calls
      .filter(({ ms }) => ms > slowestCallMs)
      .map(({ label, ms }) => `${label} took ${ms} ms, more than ${slowestCallMs}`),
    ...outcome.changedSettings.map((path) => `not as it was before: ${path}`),
    ...outcome.calls.flatMap(({ stderr }) => saidWrongly(stderr.trim(), complaint)),
  ]
}

function differs<T>(what: string, wanted: T | undefined, seen: T): readonly string[] {
  return wanted === undefined || wanted === seen ? [] : [`${what}: ${seen} instead of ${wanted}`]
}

function saidWrongly(stderr: string, wanted: RegExp | undefined): readonly string[] {
  if (wanted === undefined) return stderr === '' ? [] : [`said on stderr: ${stderr}`]
  return wanted.test(stderr) ? [] : [`said on stderr: "${stderr}", where ${wanted} was expected`]
}
