import type { HostFacts } from './facts.ts'
import { wiredInto } from './wired.ts'

/** Whether a host runs what is wired into it. */
export interface HearingWords {
  /** It called; it should have, since sessions ran; or it had no reason to yet, or that isn't known. */
  readonly kind: 'called' | 'never' | 'not-yet'
  readonly words: string
}

/**
 * Whether a host runs what is wired into it, in words: `wired, last called 3 minutes ago`, or `wired, never called since
 * 2026-11-27 09:12, though 3 sessions have run`. `undefined` where nothing is wired, or calls are not kept.
 *
 * @param now - milliseconds since 1970
 */
export function hearingWords(host: HostFacts, now: number): HearingWords | undefined {
  const { calls, wiredAt, wiredSince, sessions = 0, silent = 0 } = host.hearing
  if (calls === undefined || wiredInto(host).length === 0) return undefined
  const last = Math.max(0, ...Object.values(calls).map((time) => time ?? 0))
  const never = `wired, never called${wiredSince === undefined ? '' : ` since ${wiredSince}`}`
  if (last === 0 && sessions === 0) return { kind: 'not-yet', words: never }
  // One session may be in a long turn, and settings are changed for other reasons, too.
  if (last === 0 || (last < (wiredAt ?? 0) && sessions > 1)) {
    const before = last === 0 ? '' : `; before that, ${ago(now - last)}`
    return { kind: 'never', words: `${never}, though ${many(sessions)} run${before}` }
  }
  const called = `wired, last called ${ago(now - last)}`
  return silent > 1
    ? { kind: 'never', words: `${called}, and not since, though ${many(silent)} run` }
    : { kind: 'called', words: called }
}

function many(sessions: number): string {
  return sessions === 1 ? '1 session has' : `${sessions} sessions have`
}

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
] as const

/** A time span in its largest unit: `3 minutes ago`. What lies ahead, by a clock that was set back, is just now. */
export function ago(ms: number): string {
  const unit = UNITS.find(([length]) => ms >= length)
  if (unit === undefined) return 'less than a minute ago'
  const count = Math.floor(ms / unit[0])
  return `${count} ${unit[1]}${count === 1 ? '' : 's'} ago`
}
