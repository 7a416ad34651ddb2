import { join } from 'node:path'
import { CONFIG_LIMIT, readConfig } from '@dos/hook-call/config/config'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { Io } from '@dos/hook-call/io'
import type { ConfigFacts, ConfigProblem, UnknownName } from '@dos/hook-doctor'
import { MARKER_TABLE_KEYS } from '@dos/marker-gate'
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

/**
 * What the `dos.toml` of a workspace says, with every complaint that there is about it; and what is in force, as the hook
 * reads it: over the user's own file, and bounded. What the hook refuses for another reason is one complaint.
 */
export async function configFacts(
  workspace: string,
  env: Io['env'],
): Promise<ConfigFacts & { readonly progress: ProgressPolicy | undefined }> {
  const facts = await fileFacts(workspace)
  const reading = await readConfig(workspace, env)
  if (reading.ok) {
    const {
      marker,
      waitTable: wait = DEFAULT_WAIT_POLICY,
      progress = DEFAULT_PROGRESS_POLICY,
    } = reading.config
    // An unknown key is told of by a rule of its own.
    const told = facts.unknownKeys.map(({ message }) => message)
    const uncounted = reading.warnings.filter((line) => !told.some((each) => line.includes(each)))
    return { ...facts, uncounted, marker, wait, progress }
  }
  const refused = facts.problems.length > 0 ? facts.refused : (facts.refused ?? reading.complaint)
  // What is watched can be looked at all the same, as far as that is known.
  const isKnown =
    facts.problems.length > 0 && facts.problems.every(({ table = 'progress' }) => table !== 'progress')
  return {
    ...facts,
    uncounted: [],
    refused,
    marker: undefined,
    wait: undefined,
    progress: isKnown ? DEFAULT_PROGRESS_POLICY : undefined,
  }
}

async function fileFacts(workspace: string): Promise<Omit<ConfigFacts, 'marker' | 'wait' | 'uncounted'>> {
  const file = join(workspace, 'dos.toml')
  const found = readSmallFile(file, { limit: CONFIG_LIMIT, onlyOurs: true })
  if (found.kind !== 'text') {
    const refused = found.kind === 'refused' ? found.why : undefined
    return { file, text: undefined, refused, problems: [], unknownKeys: [], unknownNames: [] }
  }
  const { text } = found
  const loaded: readonly (readonly [table: string, LoadResult<unknown>])[] = [
    ['marker', await markerPolicyFromToml(text, { file })],
    ['progress', await progressPolicyFromToml(text, { file })],
    ['wait', await waitPolicyFromToml(text, { file })],
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
