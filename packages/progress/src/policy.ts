import type { Watch } from './fingerprint/fingerprint.ts'

declare const checked: unique symbol

/** What a {@link ProgressPolicy} says, by field. */
export interface ProgressPolicyFields {
  /** What is watched of a repository. Default both; empty: nothing is read at all, `paths` neither. */
  readonly watch: readonly Watch[]
  /** Further repositories or files, relative to the workspace. Default none. */
  readonly paths: readonly string[]
  /** Patterns of files that are never progress, as in a `.gitignore` of the workspace. Default none. */
  readonly ignore: readonly string[]
  /** The longest look, in milliseconds. Default 200. */
  readonly budgetMs: number
}

/** A checked policy. Only {@link progressPolicy} makes one, so every policy there is holds its promises. */
export interface ProgressPolicy extends ProgressPolicyFields {
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
export type ProgressPolicyResult =
  | { readonly ok: true; readonly policy: ProgressPolicy }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] }

/** The most paths there can be: each of them is read at every Stop and stands in every record. */
export const MAX_PATHS = 16

/** The most patterns there can be, and the most characters of one: each is tried on each changed file. */
export const MAX_PATTERNS = 64
export const MAX_PATTERN_LENGTH = 200

/** The longest look that can be asked for, in milliseconds: the hosts' own timeouts of a hook begin at 10 s. */
export const MAX_BUDGET_MS = 5000

const WATCHES: readonly Watch[] = ['commit', 'tree']

const DEFAULT_FIELDS: ProgressPolicyFields = {
  watch: Object.freeze([...WATCHES]),
  paths: Object.freeze([]),
  ignore: Object.freeze([]),
  budgetMs: 200,
}

/** The policy where nobody said otherwise: commits and uncommitted work of the workspace, no further paths. */
export const DEFAULT_PROGRESS_POLICY: ProgressPolicy = seal(DEFAULT_FIELDS)

/**
 * Checks fields and makes a policy of them. A field that is absent or `undefined` keeps the base's value.
 *
 * A single string stands for a list of one; what is named twice counts once; blank paths are dropped.
 *
 * @param fields - values from outside, not trusted to have any type
 * @param base - what absent fields fall back to; default {@link DEFAULT_PROGRESS_POLICY}
 */
export function progressPolicy(
  fields: { readonly [F in keyof ProgressPolicyFields]?: unknown },
  base: ProgressPolicyFields = DEFAULT_PROGRESS_POLICY,
): ProgressPolicyResult {
  const watch = toWatches(fields.watch ?? base.watch)
  const paths = toPaths(fields.paths ?? base.paths)
  const ignore = toPatterns(fields.ignore ?? base.ignore)
  const budgetMs = toBudget(fields.budgetMs ?? base.budgetMs)
  if (watch !== undefined && paths !== undefined && ignore !== undefined && budgetMs !== undefined) {
    return { ok: true, policy: seal({ watch, paths, ignore, budgetMs }) }
  }
  const issues: PolicyIssue[] = []
  const refuse = (field: keyof ProgressPolicyFields, expected: string): void => {
    issues.push({ field, expected, actual: fields[field] })
  }
  if (watch === undefined) refuse('watch', '"commit", "tree" or a list of these')
  if (paths === undefined) refuse('paths', `a path or a list of at most ${MAX_PATHS} paths`)
  if (ignore === undefined) {
    refuse(
      'ignore',
      `a pattern or a list of at most ${MAX_PATTERNS} patterns, each of at most ${MAX_PATTERN_LENGTH} characters`,
    )
  }
  if (budgetMs === undefined) refuse('budgetMs', `a whole number of milliseconds from 1 to ${MAX_BUDGET_MS}`)
  return { ok: false, issues }
}

function seal(fields: ProgressPolicyFields): ProgressPolicy {
  return Object.freeze({ ...fields }) as ProgressPolicy
}

function toWatches(value: unknown): readonly Watch[] | undefined {
  const words = toStrings(value)
  if (words === undefined) return undefined
  const has = { commit: false, tree: false }
  for (const word of words) {
    if (word !== 'commit' && word !== 'tree') return undefined
    has[word] = true
  }
  return Object.freeze(WATCHES.filter((word) => has[word]))
}

function toPaths(value: unknown): readonly string[] | undefined {
  // Mostly there are none, and every Stop reads them.
  if (value === DEFAULT_FIELDS.paths) return DEFAULT_FIELDS.paths
  const paths = toStrings(value)?.filter((path) => path.trim() !== '')
  if (paths === undefined || paths.some((path) => path.includes('\0'))) return undefined
  const unique = [...new Set(paths)]
  return unique.length <= MAX_PATHS ? Object.freeze(unique) : undefined
}

function toPatterns(value: unknown): readonly string[] | undefined {
  if (value === DEFAULT_FIELDS.ignore) return DEFAULT_FIELDS.ignore
  const patterns = toStrings(value)?.filter((pattern) => pattern.trim() !== '')
  if (patterns === undefined || patterns.length > MAX_PATTERNS) return undefined
  const areSound = patterns.every(
    (pattern) => pattern.length <= MAX_PATTERN_LENGTH && !/[\0\n\r]/.test(pattern),
  )
  return areSound ? Object.freeze([...patterns]) : undefined
}

function toBudget(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_BUDGET_MS
    ? (value as number)
    : undefined
}

function toStrings(value: unknown): readonly string[] | undefined {
  const list: unknown = typeof value === 'string' ? [value] : value
  return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined
}
