import { type PolicyIssue, type ProgressPolicy, type ProgressPolicyFields, progressPolicy } from './policy.ts'

/** The keys that a `[progress]` table can have. */
export const PROGRESS_TABLE_KEYS: readonly string[] = Object.freeze(['watch', 'paths', 'ignore', 'budget_ms'])

/** A policy and the keys nobody knows; or every reason why there is no policy. */
export type ProgressTableResult =
  | { readonly ok: true; readonly policy: ProgressPolicy; readonly unknownKeys: readonly string[] }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[]; readonly unknownKeys: readonly string[] }

/**
 * Reads a parsed `[progress]` table into a policy.
 *
 * No table (`undefined`) is the base; a table that names only some keys changes only those. An issue about the
 * table as a whole has the field `''`.
 *
 * @param table - the parsed table, not trusted to have any type
 * @param base - what keys that are not there fall back to; default `DEFAULT_PROGRESS_POLICY`
 */
export function progressPolicyFromTable(table: unknown, base?: ProgressPolicy): ProgressTableResult {
  if (table !== undefined && !isTable(table)) {
    return { ok: false, issues: [{ field: '', expected: 'a table', actual: table }], unknownKeys: [] }
  }
  const fields: { -readonly [F in keyof ProgressPolicyFields]?: unknown } = {}
  const unknownKeys: string[] = []
  for (const [key, value] of Object.entries(table ?? {})) {
    if (key === 'watch' || key === 'paths' || key === 'ignore') fields[key] = value
    else if (key === 'budget_ms') fields.budgetMs = value
    else unknownKeys.push(key)
  }
  const made = progressPolicy(fields, base)
  if (made.ok) return { ...made, unknownKeys }
  // Told by the names that stand in the table.
  const issues = made.issues.map((issue) =>
    issue.field === 'budgetMs' ? { ...issue, field: 'budget_ms' } : issue,
  )
  return { ok: false, issues, unknownKeys }
}

function isTable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
