declare const checked: unique symbol

/** What a {@link StreakPolicy} says, by field. */
export interface StreakPolicyFields {
  /** The most no-op turns a streak may reach; 0 refuses the first. A whole number, default 4. */
  readonly maxStreak: number
}

/** A checked policy. Only {@link streakPolicy} makes one. */
export interface StreakPolicy extends StreakPolicyFields {
  readonly [checked]: true
}

/** One field that was refused. */
export interface StreakIssue {
  /** The field, named as the caller named it. */
  readonly field: string
  /** What would have been taken, to be read after "must be". */
  readonly expected: string
  /** What was there instead. */
  readonly actual: unknown
}

/** A policy, or every reason why there is none. */
export type StreakPolicyResult =
  | { readonly ok: true; readonly policy: StreakPolicy }
  | { readonly ok: false; readonly issues: readonly StreakIssue[] }

/** Four no-op turns in a row. */
export const DEFAULT_STREAK_POLICY: StreakPolicy = seal({ maxStreak: 4 })

/**
 * Checks fields and makes a policy of them. A field that is absent or `undefined` keeps the base's value.
 *
 * @param fields - values from outside, not trusted to have any type
 * @param base - what absent fields fall back to; default {@link DEFAULT_STREAK_POLICY}
 */
export function streakPolicy(
  fields: { readonly [F in keyof StreakPolicyFields]?: unknown },
  base: StreakPolicyFields = DEFAULT_STREAK_POLICY,
): StreakPolicyResult {
  const { maxStreak = base.maxStreak } = fields
  return isCount(maxStreak)
    ? { ok: true, policy: seal({ maxStreak }) }
    : {
        ok: false,
        issues: [{ field: 'maxStreak', expected: 'a whole number, 0 or more', actual: maxStreak }],
      }
}

/** Whether a value can be a number of turns: a whole number, 0 or more, exact as a double. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function seal(fields: StreakPolicyFields): StreakPolicy {
  return Object.freeze({ ...fields }) as StreakPolicy
}
