import { FIELD_RULES, type FieldRule, type WaitPolicyFields } from './fields.ts'

declare const checked: unique symbol

/** A checked policy. Only {@link waitPolicy} makes one, so every policy there is holds its promises. */
export interface WaitPolicy extends WaitPolicyFields {
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
export type WaitPolicyResult =
  | { readonly ok: true; readonly policy: WaitPolicy }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] }

/** The policy where nobody said otherwise: no wait. */
export const DEFAULT_WAIT_POLICY: WaitPolicy = seal({
  background: FIELD_RULES.background.standard,
  until: FIELD_RULES.until.standard,
  everySeconds: FIELD_RULES.everySeconds.standard,
  maxEverySeconds: FIELD_RULES.maxEverySeconds.standard,
  maxSeconds: FIELD_RULES.maxSeconds.standard,
  onceMet: FIELD_RULES.onceMet.standard,
} satisfies WaitPolicyFields)

const FIELD_NAMES = Object.keys(FIELD_RULES) as readonly (keyof WaitPolicyFields)[]

/**
 * Checks fields and makes a policy of them. A field that is absent or `undefined` keeps the base's value; a blank
 * `until` is none.
 *
 * @param fields - values from outside, not trusted to have any type
 * @param base - what absent fields fall back to; default {@link DEFAULT_WAIT_POLICY}
 */
export function waitPolicy(
  fields: { readonly [F in keyof WaitPolicyFields]?: unknown },
  base: WaitPolicyFields = DEFAULT_WAIT_POLICY,
): WaitPolicyResult {
  const issues: PolicyIssue[] = []
  const values: { [field: string]: unknown } = {}
  for (const field of FIELD_NAMES) {
    const { expected, read }: FieldRule<unknown> = FIELD_RULES[field]
    const actual = fields[field] === undefined ? base[field] : fields[field]
    const boxed = read(actual)
    if (boxed === undefined) issues.push({ field, expected, actual })
    else values[field] = boxed.value
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, policy: seal(values) }
}

/** Every rule answers its field's own type, so an object with a value for each of them is a policy. */
function seal(fields: { readonly [field: string]: unknown }): WaitPolicy {
  return Object.freeze(fields) as unknown as WaitPolicy
}
