import { FIELD_RULES, type FieldRule, type MarkerPolicyFields } from './fields.ts'

declare const checked: unique symbol

/** A checked policy. Only {@link markerPolicy} makes one, so every policy there is holds its promises. */
export interface MarkerPolicy extends MarkerPolicyFields {
  readonly [checked]: true
}

/** One field that was refused. */
export interface PolicyIssue {
  /** The field, named as the caller named it. */
  readonly field: string
  /** What would have been taken, to be read after "must be". */
  readonly expected: string
  /** What was there instead. */
  readonly actual: unknown
}

/** A policy, or every reason why there is none. */
export type MarkerPolicyResult =
  | { readonly ok: true; readonly policy: MarkerPolicy }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] }

/**
 * The policy where nobody said otherwise: four markers, armed by `DOS_LOOP` or `CID_RUN_ID`, latch and wake-ups of
 * the host respected, held by a block, released when spent, a budget for each session.
 */
export const DEFAULT_MARKER_POLICY: MarkerPolicy = seal({
  maxStreak: FIELD_RULES.maxStreak.standard,
  armOnEnv: FIELD_RULES.armOnEnv.standard,
  armOnEvent: FIELD_RULES.armOnEvent.standard,
  respectStopHookActive: FIELD_RULES.respectStopHookActive.standard,
  releaseWhenWoken: FIELD_RULES.releaseWhenWoken.standard,
  onExhausted: FIELD_RULES.onExhausted.standard,
  holdForm: FIELD_RULES.holdForm.standard,
  budget: FIELD_RULES.budget.standard,
} satisfies MarkerPolicyFields)

const FIELD_NAMES = Object.keys(FIELD_RULES) as readonly (keyof MarkerPolicyFields)[]

/**
 * Checks fields and makes a policy of them. A field that is absent or `undefined` keeps the base's value.
 *
 * Names in `armOnEnv` are trimmed and blank ones dropped; a single string stands for one name; an empty list
 * means that only the loop flag arms.
 *
 * @param fields - values from outside, not trusted to have any type
 * @param base - what absent fields fall back to; default {@link DEFAULT_MARKER_POLICY}
 */
export function markerPolicy(
  fields: { readonly [F in keyof MarkerPolicyFields]?: unknown },
  base: MarkerPolicyFields = DEFAULT_MARKER_POLICY,
): MarkerPolicyResult {
  const issues: PolicyIssue[] = []
  const values: { [field: string]: unknown } = {}
  for (const field of FIELD_NAMES) {
    const { expected, read }: FieldRule<unknown> = FIELD_RULES[field]
    const actual = fields[field] === undefined ? base[field] : fields[field]
    const value = read(actual)
    if (value === undefined) issues.push({ field, expected, actual })
    else values[field] = value
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, policy: seal(values) }
}

/** Every rule answers its field's own type, so an object with a value for each of them is a policy. */
function seal(fields: { readonly [field: string]: unknown }): MarkerPolicy {
  return Object.freeze(fields) as unknown as MarkerPolicy
}
