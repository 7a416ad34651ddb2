import { join } from 'node:path'
import { CONFIG_LIMIT, readConfig } from '@dos/hook-call/config/config'
import { TABLES } from '@dos/hook-call/config/config-toml'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { Io } from '@dos/hook-call/io'
import type { ConfigFacts, ConfigProblem, UnknownName } from '@dos/hook-doctor'
import { DEFAULT_PROGRESS_POLICY, type ProgressPolicy } from '@dos/progress'
import { entriesOf } from '@dos/toml-table/table'
import { type Problem, parseToml, readTable, type TomlDocument } from '@dos/toml-table/toml'
import { DEFAULT_WAIT_POLICY } from '@dos/wait'
import leven from 'leven'

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
    const { marker, wait = DEFAULT_WAIT_POLICY, progress = DEFAULT_PROGRESS_POLICY } = reading.config
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
  const parsed = parseToml(text, file)
  if (!parsed.ok) {
    const problems = inTable(undefined, [parsed.problem])
    return { file, text, refused: undefined, problems, unknownKeys: [], unknownNames: [] }
  }
  const read = TABLES.map((table) => ({ table, ...readTable(parsed.document, table, {}) }))
  return {
    file,
    text,
    refused: undefined,
    problems: read.flatMap(({ table, problems }) => inTable(table.name, problems)),
    unknownKeys: read.flatMap(({ table, warnings }) => inTable(table.name, warnings)),
    unknownNames: unknownNames(parsed.document),
  }
}

function inTable(table: string | undefined, problems: readonly Problem[]): readonly ConfigProblem[] {
  return problems.map(({ line, column, message }) => ({
    table,
    message,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }))
}

/** Names at the root that are no table of this program, each where it is mentioned first. */
function unknownNames(document: TomlDocument): readonly UnknownName[] {
  const known = new Set(TABLES.map(({ name }) => name))
  return document.mentions().flatMap(({ name: [name = '', ...more], key, isTable: holds }) => {
    if (known.has(name)) return []
    known.add(name)
    const isTable = holds || more.length > 0
    return [{ name, isTable, ...key, meant: isTable ? nearestTable(name) : tableWith(name) }]
  })
}

function nearestTable(name: string): string | undefined {
  const near = TABLES.map((table) => ({ table: table.name, away: leven(name, table.name) })).filter(
    ({ away }) => away <= SLIP,
  )
  return near.toSorted((one, other) => one.away - other.away)[0]?.table
}

function tableWith(key: string): string | undefined {
  return TABLES.find((table) => entriesOf(table).some(([, { name }]) => name === key))?.name
}
