import { DEFAULT_MARKER_POLICY, MARKER_TABLE } from '@dos/marker-gate'
import { DEFAULT_STREAK_POLICY, STREAK_TABLE } from '@dos/noop-streak'
import { DEFAULT_PROGRESS_POLICY, PROGRESS_TABLE } from '@dos/progress'
import type { Table } from '@dos/toml-table/table'
import {
  formatProblem,
  type Problem,
  parseToml,
  readTable,
  type TomlDocument,
  valueIn,
} from '@dos/toml-table/toml'
import { DEFAULT_WAIT_POLICY, WAIT_TABLE } from '@dos/wait'
import { DEFAULT_WAKE_POLICY, WAKE_TABLE } from '@dos/wake-gate'
import { boundLayer, excessOf } from './config-bounds.ts'
import type { Config, ConfigFile, ConfigLayer, ConfigReading } from './reading.ts'

/** Every table that this program reads. The first that has a key is the one that was probably meant. */
export const TABLES: readonly Table<object>[] = [
  MARKER_TABLE,
  PROGRESS_TABLE,
  WAIT_TABLE,
  WAKE_TABLE,
  STREAK_TABLE,
]

/** How many complaints are told before the rest is only counted. */
const MOST_TOLD = 5

/**
 * Reads all tables of the configuration files, each file over those before it. One that can't be used makes all of them
 * useless, with a complaint in one line that names file, line and column.
 */
export function readTables(
  files: readonly ConfigFile[],
  { workspace, warnings }: { readonly workspace: string; readonly warnings: readonly string[] },
): ConfigReading {
  let settings: Required<Config> = {
    marker: DEFAULT_MARKER_POLICY,
    streak: DEFAULT_STREAK_POLICY,
    progress: DEFAULT_PROGRESS_POLICY,
    wait: DEFAULT_WAIT_POLICY,
    wake: DEFAULT_WAKE_POLICY,
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
  const { onExhausted, respectStopHookActive } = settings.marker
  if (onExhausted === 'halt' && respectStopHookActive) {
    const file = files.at(-1)?.file
    told.push(
      `${file}: on_exhausted = "halt" never comes to pass while respect_stop_hook_active is true: set that to false`,
    )
  }
  return { ok: true, config: settings, warnings: few(told, untold), layers }
}

/** Reads every table of one file, and goes on after a problem, so that all of them are told at once. */
function readLayer(document: TomlDocument, before: Required<Config>) {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  let untold = 0
  const read = <P extends object>(table: Table<P>, base: P): P => {
    const loaded = readTable(document, table, base)
    problems.push(...loaded.problems)
    warnings.push(...loaded.warnings)
    untold += loaded.untold
    return loaded.policy
  }
  // A cap that the file gives to one table counts for those that come to it for theirs, unless they have one of their own.
  const names = (table: string): boolean => valueIn(document, table, 'max_streak') !== undefined
  const withCap = <P>(policy: P, maxStreak: number, isNamed: boolean): P =>
    isNamed ? { ...policy, maxStreak } : policy
  const streak = read(STREAK_TABLE, before.streak)
  const marker = read(MARKER_TABLE, withCap(before.marker, streak.maxStreak, names('noop_streak')))
  const progress = read(PROGRESS_TABLE, before.progress)
  const wait = read(WAIT_TABLE, before.wait)
  const isNamed = names('marker') || names('noop_streak')
  const wake = read(WAKE_TABLE, withCap(before.wake, marker.maxStreak, isNamed))
  return { settings: { marker, streak, progress, wait, wake }, problems, warnings, untold }
}

/** The first of the complaints, and how many more there are. */
function few(lines: readonly string[], untold = 0): readonly string[] {
  const more = Math.max(0, lines.length - MOST_TOLD) + untold
  return more === 0 ? lines : [...lines.slice(0, MOST_TOLD), `and ${more} more like these`]
}
