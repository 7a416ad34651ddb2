import { type StreakIssue, type StreakPolicy, streakPolicy } from './policy.ts'

/** The keys that a `[noop_streak]` table can have. */
export const STREAK_TABLE_KEYS: readonly string[] = Object.freeze(['max_streak'])

/** A policy and the keys nobody knows; or every reason why there is no policy. */
export type StreakTableResult =
  | { readonly ok: true; readonly policy: StreakPolicy; readonly unknownKeys: readonly string[] }
  | { readonly ok: false; readonly issues: readonly StreakIssue[]; readonly unknownKeys: readonly string[] }

/**
 * Reads a parsed `[noop_streak]` table into a policy. No table (`undefined`) is the base. Issues name keys as the
 * table does (`max_streak`); one about the table as a whole has the field `''`.
 *
 * @param table - the parsed table, not trusted to have any type
 * @param base - what keys that are not there fall back to; default `DEFAULT_STREAK_POLICY`
 */
export function streakPolicyFromTable(table: unknown, base?: StreakPolicy): StreakTableResult {
  if (table !== undefined && !isTable(table)) {
    return { ok: false, issues: [{ field: '', expected: 'a table', actual: table }], unknownKeys: [] }
  }
  const { max_streak: maxStreak, ...others } = table ?? {}
  const unknownKeys = Object.keys(others)
  const made = streakPolicy({ maxStreak }, base)
  return made.ok
    ? { ...made, unknownKeys }
    : { ok: false, issues: made.issues.map((issue) => ({ ...issue, field: 'max_streak' })), unknownKeys }
}

function isTable(value: unknown): value is { readonly max_streak?: unknown } {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
