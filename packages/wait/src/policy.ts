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

const RULES = Object.entries(FIELD_RULES) as readonly (readonly [
  keyof WaitPolicyFields,
  FieldRule<unknown>,
])[]

/** The policy where nobody said otherwise: no wait. */
export const DEFAULT_WAIT_POLICY: WaitPolicy = seal(
  Object.fromEntries(RULES.map(([field, { standard }]) => [field, standard])),
)

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
  const values: [string, unknown][] = []
  for (const [field, { expected, read }] of RULES) {
    const actual = fields[field] === undefined ? base[field] : fields[field]
    const boxed = read(actual)
    if (boxed === undefined) issues.push({ field, expected, actual })
    else values.push([field, boxed.value])
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, policy: seal(Object.fromEntries(values)) }
}

/** Every rule answers its field's own type, so an object with a value for each of them is a policy. */
function seal(fields: { readonly [field: string]: unknown }): WaitPolicy {
  return Object.freeze(fields) as unknown as WaitPolicy
}
