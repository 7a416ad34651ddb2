import { dirname, join } from 'node:path'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import { isRecord } from './claude-settings.ts'

/** A plugin that Claude Code would load. */
export interface ClaudePlugin {
  readonly name: string
  readonly folder: string
  /** Its hooks, whether they are there or not. */
  readonly hooks: string
}

/**
 * The plugins of Claude Code that are on for a project, by the list that it keeps of those it installed (version 2 of
 * the list, as 2.1.330 writes it; version 1 had one entry in the place of the list).
 *
 * @param userSettings - the user's settings file, beside which the plugins lie
 * @param enabled - what the settings say of plugins, the strongest last
 */
export function claudePlugins(
  userSettings: string,
  workspace: string,
  enabled: readonly Readonly<Record<string, unknown>>[],
): readonly ClaudePlugin[] {
  const switches: Readonly<Record<string, unknown>> = Object.assign({}, ...enabled)
  return Object.entries(installed(join(dirname(userSettings), 'plugins', 'installed_plugins.json'))).flatMap(
    ([name, value]) => {
      if (switches[name] !== true) return []
      const entries = Array.isArray(value) ? value : [value]
      const entry = entries.filter(isRecord).find(({ projectPath }) => isFor(projectPath, workspace))
      const folder = entry?.['installPath']
      return typeof folder === 'string' ? [{ name, folder, hooks: join(folder, 'hooks', 'hooks.json') }] : []
    },
  )
}

function installed(file: string): Readonly<Record<string, unknown>> {
  const reading = readSmallFile(file)
  if (reading.kind !== 'text') return {}
  try {
    const list: unknown = JSON.parse(reading.text)
    return isRecord(list) && isRecord(list['plugins']) ? list['plugins'] : {}
  } catch {
    return {}
  }
}

/** One that was installed for a project is for that alone. */
function isFor(projectPath: unknown, workspace: string): boolean {
  return typeof projectPath !== 'string' || projectPath === workspace
}
