declare const checked: unique symbol

/**
 * What to do when the model schedules its next turn in a loop that turns idly: put the turn off more and more, refuse
 * it once the budget is spent, or only count.
 */
export type RearmMode = 'stretch' | 'deny' | 'observe'

/** What a {@link WakePolicy} says, by field. */
export interface WakePolicyFields {
  /** The most no-op turns a streak may reach; 0 refuses the first scheduled prompt. A whole number, default 4. */
  readonly maxStreak: number
  /** Default `stretch`. */
  readonly rearm: RearmMode
}

/** A checked policy. Only {@link wakePolicy} makes one. */
export interface WakePolicy extends WakePolicyFields {
  readonly [checked]: true
}

/** One field that was refused. */
export interface WakeIssue {
  /** The field, named as the caller named it. */
  readonly field: string
  /** What would have been taken, to be read after "must be". */
  readonly expected: string
  /** What was there instead. */
  readonly actual: unknown
}

/** A policy, or every reason why there is none. */
export type WakePolicyResult =
  | { readonly ok: true; readonly policy: WakePolicy }
  | { readonly ok: false; readonly issues: readonly WakeIssue[] }

const MODES: readonly unknown[] = ['stretch', 'deny', 'observe']

/** Four no-op turns in a row, and delays that are stretched. */
export const DEFAULT_WAKE_POLICY: WakePolicy = seal({ maxStreak: 4, rearm: 'stretch' })

/**
 * Checks fields and makes a policy of them. A field that is absent or `undefined` keeps the base's value.
 *
 * @param fields - values from outside, not trusted to have any type
 * @param base - what absent fields fall back to; default {@link DEFAULT_WAKE_POLICY}
 */
export function wakePolicy(
  fields: { readonly [F in keyof WakePolicyFields]?: unknown },
  base: WakePolicyFields = DEFAULT_WAKE_POLICY,
): WakePolicyResult {
  const { maxStreak = base.maxStreak, rearm = base.rearm } = fields
  const issues: WakeIssue[] = []
  if (!isCount(maxStreak)) {
    issues.push({ field: 'maxStreak', expected: 'a whole number, 0 or more', actual: maxStreak })
  }
  if (!isMode(rearm)) {
    issues.push({ field: 'rearm', expected: '"stretch", "deny" or "observe"', actual: rearm })
  }
  return isCount(maxStreak) && isMode(rearm)
    ? { ok: true, policy: seal({ maxStreak, rearm }) }
    : { ok: false, issues }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isMode(value: unknown): value is RearmMode {
  return MODES.includes(value)
}

function seal(fields: WakePolicyFields): WakePolicy {
  return Object.freeze({ ...fields }) as WakePolicy
}
