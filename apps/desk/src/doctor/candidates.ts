import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import type { HostName } from '@dos/hook-dialect'
import type { SettingsScope } from '@dos/hook-doctor'
import { hiddenFile, type Machine, SCOPES, settingsFile } from '@dos/hook-wiring'
import { claudePlugins } from './claude-plugins.ts'
import { managedSettingsFile, readClaudeSettings } from './claude-settings.ts'

/** A file that may be there, and whose it is. */
export interface Candidate {
  readonly file: string
  readonly scope: SettingsScope
  /** Whether it matters only where this program is wired there: else it is others' business, also if it is broken. */
  readonly others: boolean
  readonly plugin?: { readonly name: string; readonly folder: string }
}

/** Hosts that read every file of the folder in which this program has one of its own. */
const WHOLE_FOLDER: readonly HostName[] = ['copilot', 'vscode']

/** In the home folder, the project's settings are the user's. */
export function scopeFiles(host: HostName, machine: Machine): readonly Candidate[] {
  const seen = new Set<string>()
  return SCOPES.flatMap((scope) => {
    const file = settingsFile(host, scope, machine)
    if (file === undefined || seen.has(file)) return []
    seen.add(file)
    if (WHOLE_FOLDER.includes(host))
      return jsonFiles(dirname(file)).map((each) => ({ file: each, scope, others: each !== file }))
    const hidden = hiddenFile(host, scope, machine)
    const isHidden = hidden !== undefined && !existsSync(file)
    return [{ file: isHidden ? hidden : file, scope, others: false }]
  })
}

function jsonFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Claude Code reads an administrator's settings, too, and those of its plugins. */
export function besideClaude(machine: Machine, own: readonly Candidate[]): readonly Candidate[] {
  const managed = managedSettingsFile(machine.platform as NodeJS.Platform)
  const user = settingsFile('claude-code', 'user', machine) ?? ''
  const enabled = [...own.map(({ file }) => file), managed].map((file) => {
    const reading = readSmallFile(file)
    return reading.kind === 'text' ? readClaudeSettings(reading.text).plugins : {}
  })
  const plugins = claudePlugins(user, machine.project, enabled).map(({ name, folder, hooks }) => {
    return { file: hooks, scope: 'plugin', others: true, plugin: { name, folder } } as const
  })
  return [{ file: managed, scope: 'managed', others: false }, ...plugins]
}
