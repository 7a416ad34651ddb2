import { type LoadResult, type TableReaders, tableReaders } from '@dos/toml-table'
import type { StreakPolicy } from './policy.ts'
import { STREAK_TABLE_KEYS, streakPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type StreakTomlResult = LoadResult<StreakPolicy>

const readers: TableReaders<StreakPolicy> = tableReaders(
  'noop_streak',
  STREAK_TABLE_KEYS,
  streakPolicyFromTable,
)

/** Reads the `[noop_streak]` table of a TOML text. */
export const streakPolicyFromToml: TableReaders<StreakPolicy>['fromToml'] = readers.fromToml

/** Reads the `[noop_streak]` table of a file. */
export const streakPolicyFromFile: TableReaders<StreakPolicy>['fromFile'] = readers.fromFile
