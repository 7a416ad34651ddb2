import { type LoadResult, type TableReaders, tableReaders } from '@dos/toml-table'
import type { WakePolicy } from './policy.ts'
import { WAKE_TABLE_KEYS, wakePolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type WakeTomlResult = LoadResult<WakePolicy>

const readers: TableReaders<WakePolicy> = tableReaders('wake', WAKE_TABLE_KEYS, wakePolicyFromTable)

/** Reads the `[wake]` table of a TOML text. */
export const wakePolicyFromToml: TableReaders<WakePolicy>['fromToml'] = readers.fromToml

/** Reads the `[wake]` table of a file. */
export const wakePolicyFromFile: TableReaders<WakePolicy>['fromFile'] = readers.fromFile
