import { readSmallFile, type SmallFile } from '@dos/hook-call/config/small-file'
import type { HostName } from '@dos/hook-dialect'
import type { SettingsFacts } from '@dos/hook-doctor'
import { droppedBecause, inspect, type Machine, settingsValue } from '@dos/hook-wiring'
import type { DeskIo } from '../world/desk-io.ts'
import { besideClaude, type Candidate, scopeFiles } from './candidates.ts'
import { isRecord, readClaudeSettings } from './claude-settings.ts'
import { type CodexConfig, codexConfigFiles, codexDistrust, inlineHooks, readCodexConfig } from './codex.ts'
import { ownHooks, type WordsContext } from './wired-hooks.ts'

/** The settings files of a host that are there, the user's first. */
export async function hostFiles(
  host: HostName,
  machine: Machine,
  io: DeskIo,
): Promise<readonly SettingsFacts[]> {
  const own = scopeFiles(host, machine)
  const configs = host === 'codex' ? await codexConfigs(machine) : []
  const user = configs[0]?.config
  const beside = host === 'claude-code' ? besideClaude(machine, own) : []
  const files = [...own, ...beside].flatMap((candidate) => {
    const reading = readSmallFile(candidate.file)
    if (reading.kind === 'missing') return []
    const facts = readHostFile(host, candidate, reading, machine, io, user)
    return facts.hooks.length > 0 || !candidate.others ? [facts] : []
  })
  return [...files, ...configs.flatMap(({ facts }) => facts(user, contextOf(machine, io)))]
}

/** Codex's own configuration, the user's first: it is of interest where it binds hooks itself, or can't be read. */
async function codexConfigs(machine: Machine) {
  const files = codexConfigFiles(machine).map(async (file, at) => {
    const read = await readCodexConfig(file)
    const scope = at === 0 ? ('user' as const) : ('project' as const)
    const config = read === undefined || 'trouble' in read ? undefined : read
    const facts = (
      user: CodexConfig | undefined,
      context: Omit<WordsContext, 'scope'>,
    ): readonly SettingsFacts[] => {
      if (read === undefined) return []
      const plain = { file, scope, hooks: [], managedHooksOnly: false }
      if ('trouble' in read) return [{ ...plain, trouble: read.trouble }]
      const distrustOf = codexDistrust(user, file, read.hooks)
      const hooks = ownHooks('codex', inlineHooks(read), { ...context, scope }, distrustOf)
      return hooks.length === 0 ? [] : [{ ...plain, trouble: undefined, hooks }]
    }
    return { config, facts }
  })
  return Promise.all(files)
}

function readHostFile(
  host: HostName,
  { file, scope, plugin }: Candidate,
  reading: Exclude<SmallFile, { kind: 'missing' }>,
  machine: Machine,
  io: DeskIo,
  codex: CodexConfig | undefined,
): SettingsFacts {
  const claude =
    host === 'claude-code' && reading.kind === 'text' ? readClaudeSettings(reading.text) : undefined
  const facts = (trouble: SettingsFacts['trouble'], hooks: SettingsFacts['hooks'] = []): SettingsFacts => ({
    file,
    scope,
    ...(plugin && { plugin: plugin.name }),
    trouble,
    hooks,
    // Read from managed settings alone, says Claude Code of it.
    managedHooksOnly: scope === 'managed' && (claude?.managedHooksOnly ?? false),
  })
  if (reading.kind === 'refused') return facts({ kind: 'unreadable', message: reading.why })
  const inspection = inspect(host, reading.text)
  if (!inspection.ok) return facts({ kind: 'invalid', ...inspection.problem })
  const { found } = inspection
  const dropped = host === 'claude-code' && scope !== 'plugin' ? droppedBecause(reading.text) : undefined
  const value = host === 'codex' ? settingsValue(host, reading.text) : undefined
  const distrustOf = codexDistrust(codex, file, isRecord(value) ? value['hooks'] : undefined)
  const context = { ...contextOf(machine, io), scope, plugin: plugin?.folder }
  return facts(
    dropped && { kind: 'dropped', ...dropped },
    ownHooks(host, found, context, host === 'codex' ? distrustOf : undefined),
  )
}

function contextOf(machine: Machine, { platform, env, home }: DeskIo): Omit<WordsContext, 'scope'> {
  return { platform, env, home, workspace: machine.project, plugin: undefined }
}
