import { type WakeIssue, type WakePolicy, wakePolicy } from './policy.ts'

/** The keys that a `[wake]` table can have. */
export const WAKE_TABLE_KEYS: readonly string[] = Object.freeze(['max_streak', 'rearm'])

/** A policy and the keys nobody knows; or every reason why there is no policy. */
export type WakeTableResult =
  | { readonly ok: true; readonly policy: WakePolicy; readonly unknownKeys: readonly string[] }
  | { readonly ok: false; readonly issues: readonly WakeIssue[]; readonly unknownKeys: readonly string[] }

/**
 * Reads a parsed `[wake]` table into a policy. No table (`undefined`) is the base. Issues name keys as the table does
 * (`max_streak`); one about the table as a whole has the field `''`.
 *
 * @param table - the parsed table, not trusted to have any type
 * @param base - what keys that are not there fall back to; default `DEFAULT_WAKE_POLICY`
 */
export function wakePolicyFromTable(table: unknown, base?: WakePolicy): WakeTableResult {
  if (table !== undefined && !isTable(table)) {
    return { ok: false, issues: [{ field: '', expected: 'a table', actual: table }], unknownKeys: [] }
  }
  const { max_streak: maxStreak, rearm, ...others } = table ?? {}
  const unknownKeys = Object.keys(others)
  const made = wakePolicy({ maxStreak, rearm }, base)
  return made.ok
    ? { ...made, unknownKeys }
    : { ok: false, issues: made.issues.map(inTableWords), unknownKeys }
}

function inTableWords(issue: WakeIssue): WakeIssue {
  return issue.field === 'maxStreak' ? { ...issue, field: 'max_streak' } : issue
}

/** Whether a value is what a parser makes of a table: a plain object, and no list, date or instance. */
function isTable(value: unknown): value is { readonly max_streak?: unknown; readonly rearm?: unknown } {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
