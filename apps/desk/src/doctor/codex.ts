import { dirname, join } from 'node:path'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { Distrust, SettingsFacts } from '@dos/hook-doctor'
import { type FoundHook, inspect, type Machine, settingsFile } from '@dos/hook-wiring'
import { loadTable } from '@dos/toml-table'
import { realPath } from '../world/paths.ts'
import { isRecord } from './claude-settings.ts'

type Table = Readonly<Record<string, unknown>>

/** A `config.toml` of Codex: what it says about hooks, features and projects. */
export interface CodexConfig {
  readonly file: string
  readonly text: string
  readonly hooks: Table
  readonly features: Table
  readonly projects: Table
}

/** Reads a `config.toml`; `undefined` where there is none, or why it can't be read. */
export async function readCodexConfig(
  file: string,
): Promise<CodexConfig | { readonly trouble: NonNullable<SettingsFacts['trouble']> } | undefined> {
  const reading = readSmallFile(file)
  if (reading.kind === 'missing') return undefined
  if (reading.kind === 'refused') return { trouble: { kind: 'unreadable', message: reading.why } }
  const { text } = reading
  const tables: Table[] = []
  for (const table of ['hooks', 'features', 'projects']) {
    const loaded = await loadTable<Table>(text, {
      file,
      table,
      knownKeys: [],
      read: (value) => ({ ok: true, policy: isRecord(value) ? value : {}, unknownKeys: [] }),
    })
    const [problem] = loaded.ok ? [] : loaded.problems
    if (problem !== undefined) return { trouble: { kind: 'invalid', ...placed(problem) } }
    tables.push(loaded.ok ? loaded.policy : {})
  }
  const [hooks = {}, features = {}, projects = {}] = tables
  return { file, text, hooks, features, projects }
}

function placed({ line, column, message }: { line?: number; column?: number; message: string }) {
  return { message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
}

/** The `config.toml` that lies beside each of Codex's hooks files, the user's first. */
export function codexConfigFiles(machine: Machine): readonly string[] {
  const files = (['user', 'project'] as const).flatMap((scope) => settingsFile('codex', scope, machine) ?? [])
  return [...new Set(files.map((file) => join(dirname(file), 'config.toml')))]
}

/**
 * Whether Codex reads the settings of a project: only where it, or a folder above, is trusted. A folder above counts
 * only where it is the root of the repository; what can't be told from here is taken for trusted.
 */
export function isProjectTrusted({ projects }: Pick<CodexConfig, 'projects'>, workspace: string): boolean {
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

/** Hooks that stand in the `config.toml` itself. Nothing but a person changes them there. */
export function inlineHooks({ hooks, text }: CodexConfig): readonly FoundHook[] {
  const { state: _, ...events } = hooks
  const inspection = inspect('codex', JSON.stringify({ hooks: events }))
  if (!inspection.ok) return []
  const lines = text.split('\n')
  return inspection.found.map((found) => ({
    ...found,
    byHand: true,
    line:
      1 +
      Math.max(
        0,
        lines.findIndex((line) => line.includes(found.command)),
      ),
    column: 1,
  }))
}

/** One handler as it stands in a hooks file, and where. */
export interface PlacedHandler {
  readonly event: string
  readonly group: number
  readonly index: number
  readonly handler: Table
}

/** Every handler of hooks by event that runs a command, in order. */
export function placedHandlers(hooks: unknown): readonly PlacedHandler[] {
  if (!isRecord(hooks)) return []
  return Object.entries(hooks).flatMap(([event, groups]) =>
    listOf(groups).flatMap((one, group) =>
      listOf(isRecord(one) ? one['hooks'] : []).flatMap((handler, index) =>
        isRecord(handler) && typeof handler['command'] === 'string' ? [{ event, group, index, handler }] : [],
      ),
    ),
  )
}

/**
 * Whether anything is known against Codex running a handler: that nobody trusted it, or that it is turned off. Whether
 * it is still as it was when it was trusted is Codex's own secret; what was never called tells of that.
 *
 * @param user - the user's configuration, where Codex keeps what was decided
 * @param file - the hooks file
 */
export function codexDistrust(user: CodexConfig | undefined, file: string, handler: PlacedHandler): Distrust {
  const { event, group, index } = handler
  const key = `${event.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase()}:${group}:${index}`
  const state = user?.hooks['state']
  const kept = [file, realPath(file)].map((name) => isRecord(state) && state[`${name}:${key}`]).find(isRecord)
  if (kept?.['enabled'] === false) return 'off'
  return typeof kept?.['trusted_hash'] === 'string' ? undefined : 'untrusted'
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
