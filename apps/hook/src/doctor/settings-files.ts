import type { HostName } from '@dos/hook-dialect'
import type { SettingsFacts, SettingsScope } from '@dos/hook-doctor'
import { inspect, type Machine } from '@dos/hook-wiring'
import type { DeskIo } from '../desk/desk-io.ts'
import { readSmallFile, type SmallFile } from '../small-file.ts'
import { besideClaude, type Candidate, scopeFiles } from './candidates.ts'
import { type ClaudeSettings, readClaudeSettings } from './claude-settings.ts'
import { codexInline, readCodex, trustsIn } from './codex-files.ts'
import type { CodexConfig } from './codex-trust.ts'
import { entryMembers } from './entry-members.ts'
import type { StartContext } from './start.ts'
import { type OwnHook, ownHooks } from './wired-hooks.ts'

/** One settings file of a host that is there. */
export interface HostFile {
  readonly facts: SettingsFacts
  readonly own: readonly OwnHook[]
}

/** The settings files of a host that are there, the user's first. */
export async function hostFiles(host: HostName, machine: Machine, io: DeskIo): Promise<readonly HostFile[]> {
  const own = scopeFiles(host, machine)
  const trust = host === 'codex' ? await readCodex(machine) : undefined
  const beside = host === 'claude-code' ? besideClaude(machine, own) : []
  const files = [...own, ...beside].flatMap((candidate) => {
    const reading = readSmallFile(candidate.file)
    if (reading.kind === 'missing') return []
    const file = readHostFile(host, candidate, reading, machine, io, trust)
    return file.own.length > 0 || !candidate.others ? [file] : []
  })
  if (host !== 'codex') return files
  for (const candidate of own) {
    const inline = await codexInline(candidate, contextOf(machine, io), trust)
    if (inline !== undefined) files.push(withHooks(inline.file, candidate.scope, inline.own))
  }
  return files
}

function withHooks(file: string, scope: SettingsScope, own: readonly OwnHook[]): HostFile {
  const hooks = own.map(({ hook }) => hook)
  return { own, facts: { file, scope, trouble: undefined, hooks, ...switchesOf(undefined, scope) } }
}

function readHostFile(
  host: HostName,
  { file, scope, plugin }: Candidate,
  reading: Exclude<SmallFile, { kind: 'missing' }>,
  machine: Machine,
  io: DeskIo,
  codex: CodexConfig | undefined,
): HostFile {
  const claude =
    host === 'claude-code' && reading.kind === 'text' ? readClaudeSettings(reading.text) : undefined
  const facts = (trouble: SettingsFacts['trouble'], own: readonly OwnHook[] = []): HostFile => ({
    own,
    facts: {
      file,
      scope,
      ...(plugin && { plugin: plugin.name }),
      trouble,
      hooks: own.map(({ hook }) => hook),
      ...switchesOf(claude, scope),
    },
  })
  if (reading.kind === 'refused') return facts({ kind: 'unreadable', message: reading.why })
  const inspection = inspect(host, reading.text)
  if (!inspection.ok) return facts({ kind: 'invalid', ...inspection.problem })
  const context = { ...contextOf(machine, io), plugin: plugin?.folder }
  const { found } = inspection
  const beside = {
    trustOf: trustsIn(codex, file, reading.text, found.length),
    membersOf: entryMembers(reading.text, found),
  }
  return facts(undefined, ownHooks(host, found, context, beside))
}

function contextOf(machine: Machine, { platform, env, home }: DeskIo): StartContext {
  return { platform, env, home, workspace: machine.project, plugin: undefined }
}

function switchesOf(claude: ClaudeSettings | undefined, scope: SettingsScope) {
  return {
    disablesHooks: claude?.disablesHooks ?? false,
    // Read from managed settings alone, says Claude Code of it.
    managedHooksOnly: scope === 'managed' && (claude?.managedHooksOnly ?? false),
    sets: claude?.sets ?? [],
    blockCap: claude?.blockCap,
  }
}
