import {
  DEFAULT_MARKER_POLICY,
  MARKER_TABLE_KEYS,
  type MarkerPolicy,
  markerPolicy,
  markerPolicyFromTable,
} from '@dos/marker-gate'
import { STREAK_TABLE_KEYS, streakPolicy, streakPolicyFromTable } from '@dos/noop-streak'
import { PROGRESS_TABLE_KEYS, type ProgressPolicy, progressPolicyFromTable } from '@dos/progress'
import { formatProblem, type Problem, parseToml, readTable, type TableReader } from '@dos/toml-table'
import { WAIT_TABLE_KEYS, type WaitPolicy, waitPolicyFromTable } from '@dos/wait'
import { WAKE_TABLE_KEYS, type WakePolicy, wakePolicy, wakePolicyFromTable } from '@dos/wake-gate'
import type { ConfigFile, ConfigLayer, ConfigReading } from './config.ts'
import { boundLayer, excessOf } from './config-bounds.ts'

/** The name of a table that this program reads. */
export type TableName = 'marker' | 'noop_streak' | 'progress' | 'wait' | 'wake'

/** Every table that this program reads, with its keys. */
export const TABLES: Readonly<Record<TableName, readonly string[]>> = {
  marker: MARKER_TABLE_KEYS,
  noop_streak: STREAK_TABLE_KEYS,
  progress: PROGRESS_TABLE_KEYS,
  wait: WAIT_TABLE_KEYS,
  wake: WAKE_TABLE_KEYS,
}

/** How many complaints are told before the rest is only counted. */
const MOST_TOLD = 5

/** What the layers say so far. */
interface Settings {
  readonly marker: MarkerPolicy | undefined
  readonly progress: ProgressPolicy | undefined
  readonly wait: WaitPolicy | undefined
  readonly wake: WakePolicy | undefined
  readonly noopStreak: number
}

/**
 * Reads all tables of the configuration files, each file over those before it. One that can't be used makes all of them
 * useless, with a complaint in one line that names file, line and column.
 */
export function readTables(
  files: readonly ConfigFile[],
  { workspace, warnings }: { readonly workspace: string; readonly warnings: readonly string[] },
): ConfigReading {
  let settings: Settings = {
    marker: undefined,
    progress: undefined,
    wait: undefined,
    wake: undefined,
    noopStreak: DEFAULT_MARKER_POLICY.maxStreak,
  }
  const told: string[] = [...warnings]
  let untold = 0
  const layers: ConfigLayer[] = []
  for (const { whose, file, text } of files) {
    const excess = excessOf(text)
    if (excess !== undefined) return { ok: false, complaint: `${file} has ${excess}` }
    const parsed = parseToml(text, file)
    if (!parsed.ok) return { ok: false, complaint: formatProblem(parsed.problem) }
    const layer = { whose, document: parsed.document }
    const bounded = boundLayer(layer, workspace)
    const read = readLayer({ ...parsed.document, root: bounded.root }, settings)
    const problems = [...bounded.problems, ...read.problems]
    if (problems.length > 0) return { ok: false, complaint: few(problems.map(formatProblem)).join('; ') }
    settings = read.settings
    told.push(...[...bounded.warnings, ...read.warnings].map(formatProblem))
    untold += read.untold
    layers.push(layer)
  }
  const { marker = DEFAULT_MARKER_POLICY, progress, wait, wake, noopStreak } = settings
  const waiting = wait !== undefined && (wait.background || wait.until !== undefined)
  return {
    ok: true,
    config: { marker, progress, wait: waiting ? wait : undefined, waitTable: wait, wake, noopStreak },
    warnings: few([...told, ...contradictions(marker, files.at(-1)?.file ?? '')], untold),
    layers,
  }
}

/** Reads every table of one file, and goes on after a problem, so that all of them are told at once. */
function readLayer(
  document: ConfigLayer['document'],
  before: Settings,
): {
  readonly settings: Settings
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
  readonly untold: number
} {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  let untold = 0
  const read = <P>(table: TableName, fallback: P, reader: TableReader<P>['read']): P => {
    if (!Object.hasOwn(document.root, table)) return fallback
    const result = readTable(document, { table, knownKeys: TABLES[table], read: reader })
    warnings.push(...result.warnings)
    untold += result.untold ?? 0
    if (result.ok) return result.policy
    problems.push(...result.problems)
    return fallback
  }
  const cap = made(streakPolicy({ maxStreak: before.noopStreak }))
  const streak = read('noop_streak', cap, (table) => streakPolicyFromTable(table, cap))
  const namesStreak = valueIn(document, 'noop_streak', 'max_streak') !== undefined
  const over = made(markerPolicy({ maxStreak: namesStreak ? streak.maxStreak : undefined }, before.marker))
  const marker = read('marker', over, (table) => markerPolicyFromTable(table, over))
  const progress = read('progress', before.progress, (table) =>
    progressPolicyFromTable(table, before.progress),
  )
  const wait = read('wait', before.wait, (table) => waitPolicyFromTable(table, before.wait))
  const namesCap = CAP_TABLES.some((table) => valueIn(document, table, 'max_streak') !== undefined)
  const ticks = namesCap || before.wake === undefined ? marker.maxStreak : undefined
  const due = made(wakePolicy({ maxStreak: ticks }, before.wake))
  const wake = read('wake', due, (table) => wakePolicyFromTable(table, due))
  return {
    settings: { marker, progress, wait, wake, noopStreak: streak.maxStreak },
    problems,
    warnings,
    untold,
  }
}

/** What the cap of `[wake]` falls back to, in this order. */
const CAP_TABLES = ['marker', 'noop_streak'] as const

/** What a document says for one key of a table; `undefined` where it says nothing. */
export function valueIn({ root }: ConfigLayer['document'], table: string, key: string): unknown {
  const value = Object.hasOwn(root, table) ? root[table] : undefined
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Readonly<Record<string, unknown>>)[key]
}

/** Fields that are checked already make a policy. */
function made<P>(result: { readonly ok: true; readonly policy: P } | { readonly ok: false }): P {
  if (!result.ok) throw new RangeError('no policy of fields that were checked')
  return result.policy
}

/** The first of the complaints, and how many more there are. */
function few(lines: readonly string[], untold = 0): readonly string[] {
  const more = Math.max(0, lines.length - MOST_TOLD) + untold
  return more === 0 ? lines : [...lines.slice(0, MOST_TOLD), `and ${more} more like these`]
}

/** Settings that are right one by one and useless together. */
function contradictions(
  { onExhausted, respectStopHookActive }: MarkerPolicy,
  file: string,
): readonly string[] {
  if (onExhausted !== 'halt' || !respectStopHookActive) return []
  return [
    `${file}: on_exhausted = "halt" never comes to pass while respect_stop_hook_active is true: set that to false`,
  ]
}
