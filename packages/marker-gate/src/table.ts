import type { MarkerPolicyFields } from './fields.ts'
import { type MarkerPolicy, markerPolicy, type PolicyIssue } from './policy.ts'

type Field = keyof MarkerPolicyFields

/** Each key of a `[marker]` table, with the field of the policy it sets. */
const FIELDS: Readonly<Record<string, Field>> = {
  max_streak: 'maxStreak',
  arm_on_env: 'armOnEnv',
  arm_on_event: 'armOnEvent',
  respect_stop_hook_active: 'respectStopHookActive',
  release_when_woken: 'releaseWhenWoken',
  on_exhausted: 'onExhausted',
  hold_form: 'holdForm',
  budget: 'budget',
}

/** The keys that a `[marker]` table can have. */
export const MARKER_TABLE_KEYS: readonly string[] = Object.freeze(Object.keys(FIELDS))

/** A policy and the keys nobody knows; or every reason why there is no policy. */
export type MarkerTableResult =
  | { readonly ok: true; readonly policy: MarkerPolicy; readonly unknownKeys: readonly string[] }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[]; readonly unknownKeys: readonly string[] }

/**
 * Reads a parsed `[marker]` table into a policy.
 *
 * No table (`undefined`) is the base; a table that names only some keys changes only those. Issues name keys as
 * the table does (`max_streak`); one about the table as a whole has the field `''`.
 *
 * @param table - the parsed table, not trusted to have any type
 * @param base - what keys that are not there fall back to; default `DEFAULT_MARKER_POLICY`
 */
export function markerPolicyFromTable(table: unknown, base?: MarkerPolicy): MarkerTableResult {
  if (table !== undefined && !isTable(table)) {
    return { ok: false, issues: [{ field: '', expected: 'a table', actual: table }], unknownKeys: [] }
  }
  const fields: { [F in Field]?: unknown } = {}
  const unknownKeys: string[] = []
  for (const [key, value] of Object.entries(table ?? {})) {
    const field = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined
    if (field === undefined) unknownKeys.push(key)
    else fields[field] = value
  }
  const made = markerPolicy(fields, base)
  return made.ok
    ? { ...made, unknownKeys }
    : { ok: false, issues: made.issues.map(inTableWords), unknownKeys }
}

function inTableWords(issue: PolicyIssue): PolicyIssue {
  const key = MARKER_TABLE_KEYS.find((known) => FIELDS[known] === issue.field)
  return { ...issue, field: key ?? issue.field }
}

/** Whether a value is what a parser makes of a table: a plain object, and no list, date or instance. */
export function isTable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
