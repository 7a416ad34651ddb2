import { type LoadResult, type TableReaders, tableReaders } from '@dos/toml-table'
import type { MarkerPolicy } from './policy.ts'
import { MARKER_TABLE_KEYS, markerPolicyFromTable } from './table.ts'

/** A policy with warnings, or the problems that make it unusable, each with its place. */
export type MarkerTomlResult = LoadResult<MarkerPolicy>

const readers: TableReaders<MarkerPolicy> = tableReaders('marker', MARKER_TABLE_KEYS, markerPolicyFromTable)

/** Reads the `[marker]` table of a TOML text. */
export const markerPolicyFromToml: TableReaders<MarkerPolicy>['fromToml'] = readers.fromToml

/** Reads the `[marker]` table of a file. */
export const markerPolicyFromFile: TableReaders<MarkerPolicy>['fromFile'] = readers.fromFile
