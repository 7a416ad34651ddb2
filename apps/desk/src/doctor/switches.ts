import { join } from 'node:path'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { HostName } from '@dos/hook-dialect'
import type { HostFacts, Switch } from '@dos/hook-doctor'
import { hostSigns, type Machine, settingsFile, settingsValue } from '@dos/hook-wiring'
import { isRecord } from './claude-settings.ts'
import { codexConfigFiles, readCodexConfig } from './codex.ts'

/** The name by which `init` writes a hook down, where hooks have one, and this program's own. */
const OWN_NAMES = /(^|[\s/\\"'])dos-hook(\.\w+)?($|[\s"'])/

/**
 * What turns a host's hooks off, by its own files; each was seen to do so, and so was that `disableAllHooks` in Copilot
 * CLI's user settings, `hooksConfig` of Qwen Code and `tools.enableHooks` of Gemini CLI do nothing.
 *
 * @param files - the settings files that are there
 */
export async function switchesOf(
  host: HostName,
  machine: Machine,
  files: readonly string[],
): Promise<readonly Switch[]> {
  switch (host) {
    case 'claude-code':
    case 'qwen':
      return files.filter((file) => valueIn(host, file)['disableAllHooks'] === true).map(disableAllHooks)
    case 'copilot':
      return [
        ...files
          .filter((file) => valueIn(host, file)['disableAllHooks'] === true)
          .map((file) => ({ ...disableAllHooks(file), only: file })),
        ...[join(machine.project, '.github', 'copilot', 'settings.json')]
          .filter((file) => valueIn('claude-code', file)['disableAllHooks'] === true)
          .map(disableAllHooks),
      ]
    case 'gemini':
      return files.flatMap((file) => geminiSwitches(file, valueIn(host, file)['hooksConfig']))
    case 'codex':
      return (await Promise.all(codexConfigFiles(machine).map(codexSwitches))).flat()
    default:
      return []
  }
}

function disableAllHooks(file: string): Switch {
  return { name: 'disableAllHooks', file }
}

function geminiSwitches(file: string, config: unknown): readonly Switch[] {
  if (!isRecord(config)) return []
  const off = config['enabled'] === false ? [{ name: 'hooksConfig.enabled = false', file }] : []
  const disabled = Array.isArray(config['disabled']) ? config['disabled'] : []
  // By its name, or by its command where it has none.
  const ours = disabled.some((name) => typeof name === 'string' && OWN_NAMES.test(name))
  return [...off, ...(ours ? [{ name: 'hooksConfig.disabled', file }] : [])]
}

async function codexSwitches(file: string): Promise<readonly Switch[]> {
  const config = await readCodexConfig(file)
  if (config === undefined || 'trouble' in config) return []
  return ['hooks', 'codex_hooks']
    .filter((name) => config.features[name] === false)
    .map((name) => ({ name: `${name} = false in [features]`, file }))
}

/** The settings of a file; of one that can't be read, none. */
function valueIn(host: HostName, file: string): Readonly<Record<string, unknown>> {
  const reading = readSmallFile(file)
  const value = reading.kind === 'text' ? settingsValue(host, reading.text) : undefined
  return isRecord(value) ? value : {}
}

/**
 * Other hosts that read Claude Code's settings, too: Copilot CLI those of the project (measured on 1.0.102; of an entry
 * that has its arguments by themselves it leaves them out, and so counts nothing), VS Code all of them unless it is told
 * not to, Cursor where it is told to (documented).
 */
export function readClaudeSettingsToo(machine: Machine): HostFacts['readBy'] {
  const inScopes = (scopes: readonly ('user' | 'project' | 'local')[]) =>
    scopes.flatMap((scope) => settingsFile('claude-code', scope, machine) ?? [])
  const all = inScopes(['user', 'project', 'local'])
  const [vscode = ''] = hostSigns('vscode', machine).folders
  // Of one that takes comments.
  const shut = valueIn('gemini', join(vscode, 'User', 'settings.json'))['chat.hookFilesLocations']
  const names = ['~/.claude/settings.json', '.claude/settings.json', '.claude/settings.local.json']
  const open = all.filter((_, at) => !(isRecord(shut) && shut[names[at] ?? ''] === false))
  return [
    { title: 'Copilot CLI', files: inScopes(['project']), sure: true },
    { title: 'VS Code', files: open, sure: true },
    { title: 'Cursor', files: all, sure: false },
  ]
}
