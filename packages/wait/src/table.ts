import type { WaitPolicyFields } from './fields.ts'
import { type PolicyIssue, type WaitPolicy, waitPolicy } from './policy.ts'

type Field = keyof WaitPolicyFields

/** Each key of a `[wait]` table, with the field of the policy it sets. */
const FIELDS: Readonly<Record<string, Field>> = {
  background: 'background',
  until: 'until',
  every_seconds: 'everySeconds',
  max_every_seconds: 'maxEverySeconds',
  max_seconds: 'maxSeconds',
  // biome-ignore lint/suspicious/noThenProperty: the word that people write in the table
  then: 'onceMet',
}

/** The keys that a `[wait]` table can have. */
export const WAIT_TABLE_KEYS: readonly string[] = Object.freeze(Object.keys(FIELDS))

/** A policy and the keys nobody knows; or every reason why there is no policy. */
export type WaitTableResult =
  | { readonly ok: true; readonly policy: WaitPolicy; readonly unknownKeys: readonly string[] }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[]; readonly unknownKeys: readonly string[] }

/**
 * Reads a parsed `[wait]` table into a policy.
 *
 * No table (`undefined`) is the base; a table that names only some keys changes only those. Issues name keys as
 * the table does (`max_seconds`); one about the table as a whole has the field `''`.
 *
 * @param table - the parsed table, not trusted to have any type
 * @param base - what keys that are not there fall back to; default `DEFAULT_WAIT_POLICY`
 */
export function waitPolicyFromTable(table: unknown, base?: WaitPolicy): WaitTableResult {
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
  const made = waitPolicy(fields, base)
  return made.ok
    ? { ...made, unknownKeys }
    : { ok: false, issues: made.issues.map(inTableWords), unknownKeys }
}

function inTableWords(issue: PolicyIssue): PolicyIssue {
  const key = WAIT_TABLE_KEYS.find((known) => FIELDS[known] === issue.field)
  return { ...issue, field: key ?? issue.field }
}

function isTable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
