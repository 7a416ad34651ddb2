import { isAbsolute, join } from 'node:path'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import type { Io } from '../io.ts'
import type { Config, ConfigFile, ConfigReading } from './reading.ts'
import { readSmallFile } from './small-file.ts'

const DEFAULT_CONFIG: Config = {
  marker: DEFAULT_MARKER_POLICY,
  streak: { maxStreak: DEFAULT_MARKER_POLICY.maxStreak },
}

/** Longer files are refused, in bytes: they are parsed at every finished turn. */
export const CONFIG_LIMIT: number = 64 * 1024

/**
 * Reads a workspace's `dos.toml` over the user's own `config.toml`. A file of another user does not count. The TOML
 * parser is loaded only where there is a file.
 */
export async function readConfig(workspace: string, env: Io['env']): Promise<ConfigReading> {
  const files: ConfigFile[] = []
  const warnings: string[] = []
  const places = { user: userConfigFile(env), workspace: join(workspace, 'dos.toml') }
  for (const whose of ['user', 'workspace'] as const) {
    const file = places[whose]
    if (file === undefined) continue
    const found = readSmallFile(file, { limit: CONFIG_LIMIT, onlyOurs: true })
    if (found.kind === 'refused') return { ok: false, complaint: found.why }
    if (found.kind === 'missing' && found.warning !== undefined) warnings.push(found.warning)
    if (found.kind === 'text') files.push({ whose, file, text: found.text })
  }
  if (files.length === 0) return { ok: true, config: DEFAULT_CONFIG, warnings, layers: [] }
  const { readTables } = await import('./config-toml.ts')
  return readTables(files, { workspace, warnings })
}

/**
 * Where the user's own settings are: `%APPDATA%` on Windows, else `$XDG_CONFIG_HOME`, which the XDG specification wants
 * absolute, else `~/.config`. `undefined` where the environment names no such folder.
 */
export function userConfigFile(env: Io['env'], platform: string = process.platform): string | undefined {
  const { APPDATA, XDG_CONFIG_HOME, HOME } = env
  const folder =
    platform === 'win32'
      ? APPDATA
      : XDG_CONFIG_HOME && isAbsolute(XDG_CONFIG_HOME)
        ? XDG_CONFIG_HOME
        : HOME && join(HOME, '.config')
  return folder && isAbsolute(folder) ? join(folder, 'dos-hook', 'config.toml') : undefined
}
