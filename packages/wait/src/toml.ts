import { type LoadResult, type TableReaders, tableReaders } from '@dos/toml-table'
import type { WaitPolicy } from './policy.ts'
import { WAIT_TABLE_KEYS, waitPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type WaitTomlResult = LoadResult<WaitPolicy>

const readers: TableReaders<WaitPolicy> = tableReaders('wait', WAIT_TABLE_KEYS, waitPolicyFromTable)

/** Reads the `[wait]` table of a TOML text. */
export const waitPolicyFromToml: TableReaders<WaitPolicy>['fromToml'] = readers.fromToml

/** Reads the `[wait]` table of a file. */
export const waitPolicyFromFile: TableReaders<WaitPolicy>['fromFile'] = readers.fromFile
