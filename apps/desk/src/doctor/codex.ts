import { dirname, join } from 'node:path'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { SettingsFacts, WiredHook } from '@dos/hook-doctor'
import { type FoundHook, inspect, type Machine, settingsFile } from '@dos/hook-wiring'
import { parseToml } from '@dos/toml-table/toml'
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
  const parsed = parseToml(text, file)
  if (!parsed.ok) return { trouble: { kind: 'invalid', ...placed(parsed.problem) } }
  const table = (name: string): Table => {
    const value = Object.hasOwn(parsed.document.root, name) ? parsed.document.root[name] : undefined
    return isRecord(value) ? value : {}
  }
  const [hooks, features, projects] = [table('hooks'), table('features'), table('projects')]
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

/**
 * Whether anything is known against Codex running each handler of a hooks file, in their order: that nobody trusted it, or
 * that it is turned off. Whether it is still as it was when it was trusted is Codex's own secret; what was never called
 * tells of that.
 *
 * @param user - the user's configuration, where Codex keeps what was decided
 * @param file - the hooks file
 * @param hooks - its hooks, by event
 */
export function codexDistrust(
  user: CodexConfig | undefined,
  file: string,
  hooks: unknown,
): (at: number) => WiredHook['distrust'] {
  const keys = isRecord(hooks)
    ? Object.entries(hooks).flatMap(([event, groups]) => keysOf(event, groups))
    : []
  const state = user?.hooks['state']
  return (at) => {
    if (keys[at] === undefined) return undefined
    const names = [file, realPath(file)].map((name) => `${name}:${keys[at]}`)
    const kept = names.map((name) => isRecord(state) && state[name]).find(isRecord)
    if (kept?.['enabled'] === false) return 'off'
    return typeof kept?.['trusted_hash'] === 'string' ? undefined : 'untrusted'
  }
}

/** How Codex calls each handler of an event that runs a command: `stop:0:1`. */
function keysOf(event: string, groups: unknown): readonly string[] {
  const name = event.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase()
  return listOf(groups).flatMap((one, group) =>
    listOf(isRecord(one) ? one['hooks'] : []).flatMap((handler, index) =>
      isRecord(handler) && typeof handler['command'] === 'string' ? `${name}:${group}:${index}` : [],
    ),
  )
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
