declare const checked: unique symbol

/** What a {@link MarkerPolicy} says, by field. */
export interface MarkerPolicyFields {
  /** The most markers a streak may reach; 0 refuses the first. A whole number, default 4. */
  readonly maxStreak: number
  /** Names of environment variables; any of them with a non-empty value arms. Default `DOS_LOOP`, `CID_RUN_ID`. */
  readonly armOnEnv: readonly string[]
  /** Whether a Stop inside a chain that a hook already holds is left alone. Default `true`. */
  readonly respectStopHookActive: boolean
}

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

const DEFAULT_FIELDS: MarkerPolicyFields = {
  maxStreak: 4,
  armOnEnv: Object.freeze(['DOS_LOOP', 'CID_RUN_ID']),
  respectStopHookActive: true,
}

/** The policy where nobody said otherwise: four markers, armed by `DOS_LOOP` or `CID_RUN_ID`, latch respected. */
export const DEFAULT_MARKER_POLICY: MarkerPolicy = seal(DEFAULT_FIELDS)

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
  const {
    maxStreak = base.maxStreak,
    armOnEnv: names = base.armOnEnv,
    respectStopHookActive = base.respectStopHookActive,
  } = fields
  const armOnEnv = toNames(names)

  if (!isCap(maxStreak)) {
    issues.push({ field: 'maxStreak', expected: 'a whole number, 0 or more', actual: maxStreak })
  }
  if (armOnEnv === undefined) {
    issues.push({ field: 'armOnEnv', expected: 'a name or a list of names', actual: names })
  }
  if (typeof respectStopHookActive !== 'boolean') {
    issues.push({ field: 'respectStopHookActive', expected: 'true or false', actual: respectStopHookActive })
  }
  if (!isCap(maxStreak) || armOnEnv === undefined || typeof respectStopHookActive !== 'boolean') {
    return { ok: false, issues }
  }
  return { ok: true, policy: seal({ maxStreak, armOnEnv, respectStopHookActive }) }
}

function seal(fields: MarkerPolicyFields): MarkerPolicy {
  return Object.freeze({ ...fields }) as MarkerPolicy
}

function isCap(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function toNames(value: unknown): readonly string[] | undefined {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list)) return undefined
  // Copied before it is checked: `every` steps over the holes of a sparse list.
  const copy: readonly unknown[] = [...list]
  if (!copy.every((name) => typeof name === 'string')) return undefined
  return Object.freeze(copy.map((name) => name.trim()).filter((name) => name !== ''))
}
