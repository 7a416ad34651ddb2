import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import type { Trust } from '@dos/hook-doctor'
import { loadTable, type Problem } from '@dos/toml-table'
import { isRecord } from './claude-settings.ts'

type Table = Readonly<Record<string, unknown>>

/** What Codex's `config.toml` says about hooks and projects. */
export interface CodexConfig {
  /** What was decided about each hook, by the key that Codex gives it. */
  readonly state: Table
  /** Hooks that are bound there and not in a file of their own, by event. */
  readonly hooks: Table
  readonly projects: Table
}

/** What keeps Codex's `config.toml` from being read at all. */
export async function codexConfigFaults(text: string): Promise<readonly Problem[]> {
  const source = { file: 'config.toml', table: 'hooks', knownKeys: [] }
  const loaded = await loadTable(text, {
    ...source,
    read: () => ({ ok: true, policy: undefined, unknownKeys: [] }),
  })
  return loaded.ok ? [] : loaded.problems
}

/** Reads Codex's `config.toml`; `undefined` where it is none, and nothing can be told. */
export async function readCodexConfig(text: string): Promise<CodexConfig | undefined> {
  const table = async (name: string): Promise<Table | undefined> => {
    const read = (value: unknown) =>
      ({ ok: true, policy: isRecord(value) ? value : {}, unknownKeys: [] }) as const
    const loaded = await loadTable<Table>(text, { file: 'config.toml', table: name, knownKeys: [], read })
    return loaded.ok ? loaded.policy : undefined
  }
  const hooks = await table('hooks')
  const projects = await table('projects')
  if (hooks === undefined || projects === undefined) return undefined
  const { state, ...events } = hooks
  return { state: isRecord(state) ? state : {}, hooks: events, projects }
}

/**
 * Whether Codex reads the settings of a project: only where it, or a folder above, is trusted. A folder above counts
 * only where it is the root of the repository; what can't be told from here is taken for trusted.
 */
export function isProjectTrusted({ projects }: CodexConfig, workspace: string): boolean {
  const level = (folder: string): unknown => {
    const project = projects[folder]
    return isRecord(project) ? project['trust_level'] : undefined
  }
  if (level(workspace) !== undefined) return level(workspace) === 'trusted'
  for (let folder = workspace; folder !== dirname(folder); folder = dirname(folder)) {
    if (level(dirname(folder)) === 'trusted') return true
  }
  return false
}

/** One handler as it stands in a hooks file, and where. */
export interface CodexHandler {
  readonly event: string
  readonly group: number
  readonly index: number
  readonly matcher: unknown
  readonly handler: Table
}

/** Every handler of a hooks file that runs a command, in the order of the file; none where the text is no JSON. */
export function codexHandlers(hooks: unknown): readonly CodexHandler[] {
  if (!isRecord(hooks)) return []
  return Object.entries(hooks).flatMap(([event, groups]) =>
    listOf(groups).flatMap((one, group) => {
      if (!isRecord(one)) return []
      return listOf(one['hooks']).flatMap((handler, index) =>
        isRecord(handler) && typeof handler['command'] === 'string'
          ? [{ event, group, index, matcher: one['matcher'], handler }]
          : [],
      )
    }),
  )
}

/** Members of a handler that the digest below knows how to take in. */
const KNOWN: readonly string[] = ['type', 'command', 'timeout', 'async']

/** Events on which Codex drops a matcher. */
const WITHOUT_MATCHER: readonly string[] = ['Stop', 'UserPromptSubmit']

/**
 * Whether Codex will run a handler: by the digest that it kept when somebody trusted it. How it names a handler and
 * makes the digest was seen on 0.169.0; a handler with members that were not seen there is not judged.
 *
 * @param files - the names of the hooks file, with and without links
 */
export function codexTrust({ state }: CodexConfig, files: readonly string[], handler: CodexHandler): Trust {
  const { event, group, index } = handler
  const kept = files
    .map((file) => state[`${file}:${snakeCase(event)}:${group}:${index}`])
    .find((each) => isRecord(each))
  if (!isRecord(kept)) return 'untrusted'
  if (kept['enabled'] === false) return 'off'
  if (typeof kept['trusted_hash'] !== 'string') return 'untrusted'
  if (Object.keys(handler.handler).some((name) => !KNOWN.includes(name))) return undefined
  return kept['trusted_hash'] === `sha256:${digest(handler)}` ? 'trusted' : 'changed'
}

/** SHA-256 of the handler as JSON without blanks, keys in alphabetical order, defaults filled in. */
function digest({ event, matcher, handler }: CodexHandler): string {
  const timeout = typeof handler['timeout'] === 'number' ? Math.max(1, handler['timeout']) : 600
  const identity = {
    event_name: snakeCase(event),
    hooks: [{ async: handler['async'] === true, command: handler['command'], timeout, type: 'command' }],
    ...(typeof matcher === 'string' && !WITHOUT_MATCHER.includes(event) && { matcher }),
  }
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex')
}

function snakeCase(event: string): string {
  return event.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase()
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
