import { defaultsOf, type Given, policyOf, type Table } from '@dos/toml-table/table'
import type { Watch } from './fingerprint/fingerprint.ts'

/** What counts as progress, and how long may be looked for it. */
export interface ProgressPolicy {
  /** What is watched of a repository. Default both; empty: nothing is read at all, `paths` neither. */
  readonly watch: readonly Watch[]
  /** Further repositories or files, relative to the workspace. Default none. */
  readonly paths: readonly string[]
  /** Patterns of files that are never progress, as in a `.gitignore` of the workspace. Default none. */
  readonly ignore: readonly string[]
  /** The longest look, in milliseconds. Default 200. */
  readonly budgetMs: number
}

/** The longest look that can be asked for, in milliseconds: the hosts' own timeouts of a hook begin at 10 s. */
export const MAX_BUDGET_MS = 5000

/** The `[progress]` table of a `dos.toml`. */
export const PROGRESS_TABLE: Table<ProgressPolicy> = {
  name: 'progress',
  keys: {
    watch: {
      name: 'watch',
      takes: { kind: 'texts', noun: 'word', words: ['commit', 'tree'], distinct: true },
      standard: ['commit', 'tree'],
      about: 'What is watched of a repository. With [] nothing is looked at.',
    },
    paths: {
      name: 'paths',
      // Each of them is read at every Stop and stands in every record.
      takes: { kind: 'texts', noun: 'path', distinct: true, most: 16, without: '\0' },
      standard: [],
      about: 'More repositories or files to watch, relative to the workspace.',
    },
    ignore: {
      name: 'ignore',
      // Each is tried on each changed file.
      takes: { kind: 'texts', noun: 'pattern', most: 64, longest: 200, without: '\0\n\r' },
      standard: [],
      about: 'Files that are never progress, as patterns of a .gitignore.',
    },
    budgetMs: {
      name: 'budget_ms',
      takes: { kind: 'number', whole: true, least: 1, most: MAX_BUDGET_MS, unit: 'milliseconds' },
      standard: 200,
      about: 'The longest look at a repository.',
    },
  },
}

/** The policy where nobody says otherwise: commits and uncommitted work of the workspace, no further paths. Frozen. */
export const DEFAULT_PROGRESS_POLICY: ProgressPolicy = defaultsOf(PROGRESS_TABLE)

/**
 * The whole policy of some fields; one that is absent or `undefined` has its default.
 *
 * @throws RangeError that names the field, its value and what was expected
 */
export function progressPolicy(fields?: Given<ProgressPolicy>): ProgressPolicy {
  return policyOf(PROGRESS_TABLE, fields)
}
