import { join } from 'node:path'
import type { ConfigFacts, ConfigProblem, UnknownName } from '@dos/hook-doctor'
import { DEFAULT_MARKER_POLICY, MARKER_TABLE_KEYS } from '@dos/marker-gate'
import { markerPolicyFromToml } from '@dos/marker-gate/toml'
import { STREAK_TABLE_KEYS } from '@dos/noop-streak'
import { streakPolicyFromToml } from '@dos/noop-streak/toml'
import { DEFAULT_PROGRESS_POLICY, PROGRESS_TABLE_KEYS, type ProgressPolicy } from '@dos/progress'
import { progressPolicyFromToml } from '@dos/progress/toml'
import { type LoadResult, type Problem, type RootName, rootNames } from '@dos/toml-table'
import { DEFAULT_WAIT_POLICY, WAIT_TABLE_KEYS } from '@dos/wait'
import { waitPolicyFromToml } from '@dos/wait/toml'
import { WAKE_TABLE_KEYS } from '@dos/wake-gate'
import { wakePolicyFromToml } from '@dos/wake-gate/toml'
import leven from 'leven'
import { readSmallFile } from '../small-file.ts'

/** Every table that this program reads, with its keys. The first that has a key is the one that was probably meant. */
const TABLES: readonly (readonly [table: string, keys: readonly string[]])[] = [
  ['marker', MARKER_TABLE_KEYS],
  ['wait', WAIT_TABLE_KEYS],
  ['progress', PROGRESS_TABLE_KEYS],
  ['wake', WAKE_TABLE_KEYS],
  ['noop_streak', STREAK_TABLE_KEYS],
]

/** How many letters may be wrong in a table's name for it to be a slip. */
const SLIP = 2

/** What the `dos.toml` of a workspace says, with every complaint that there is about it. */
export async function configFacts(
  workspace: string,
): Promise<ConfigFacts & { readonly progress: ProgressPolicy | undefined }> {
  const file = join(workspace, 'dos.toml')
  const reading = readSmallFile(file)
  if (reading.kind !== 'text') {
    const inForce = reading.kind === 'missing'
    return {
      file,
      text: undefined,
      refused: reading.kind === 'refused' ? reading.why : undefined,
      problems: [],
      unknownKeys: [],
      unknownNames: [],
      marker: inForce ? DEFAULT_MARKER_POLICY : undefined,
      wait: inForce ? DEFAULT_WAIT_POLICY : undefined,
      progress: inForce ? DEFAULT_PROGRESS_POLICY : undefined,
    }
  }
  const { text } = reading
  const marker = await markerPolicyFromToml(text, { file })
  const wait = await waitPolicyFromToml(text, { file })
  const progress = await progressPolicyFromToml(text, { file })
  const loaded: readonly (readonly [table: string, LoadResult<unknown>])[] = [
    ['marker', marker],
    ['progress', progress],
    ['wait', wait],
    ['wake', await wakePolicyFromToml(text, { file })],
    ['noop_streak', await streakPolicyFromToml(text, { file })],
  ]
  return {
    file,
    text,
    refused: undefined,
    problems: once(loaded.flatMap(([table, result]) => (result.ok ? [] : inTable(table, result.problems)))),
    unknownKeys: loaded.flatMap(([table, { warnings }]) => inTable(table, warnings)),
    unknownNames: unknownNames(await rootNames(text)),
    marker: marker.ok ? marker.policy : undefined,
    wait: wait.ok ? wait.policy : undefined,
    progress: progress.ok ? progress.policy : undefined,
  }
}

function inTable(table: string, problems: readonly Problem[]): readonly ConfigProblem[] {
  return problems.map(({ line, column, message }) => ({
    table,
    message,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }))
}

/** Of a syntax error every table tells; it is about the whole file. */
function once(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const same = (one: ConfigProblem, other: ConfigProblem) =>
    one.line === other.line && one.column === other.column && one.message === other.message
  return problems.flatMap((problem, at) => {
    if (problems.findIndex((other) => same(problem, other)) < at) return []
    const shared = problems.some((other) => other !== problem && same(problem, other))
    return [shared ? { ...problem, table: undefined } : problem]
  })
}

function unknownNames(names: readonly RootName[]): readonly UnknownName[] {
  return names
    .filter(({ name }) => TABLES.every(([table]) => table !== name))
    .map((each) => ({ ...each, meant: each.isTable ? nearestTable(each.name) : tableWith(each.name) }))
}

function nearestTable(name: string): string | undefined {
  const near = TABLES.map(([table]) => ({ table, away: leven(name, table) })).filter(
    ({ away }) => away <= SLIP,
  )
  return near.toSorted((one, other) => one.away - other.away)[0]?.table
}

function tableWith(key: string): string | undefined {
  return TABLES.find(([, keys]) => keys.includes(key))?.[0]
}
