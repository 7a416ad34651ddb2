import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { findWorkspace } from '@dos/hook-call/event/workspace'
import { dialectOf, type HostName } from '@dos/hook-dialect'
import { hostSigns, type Machine, type Scope, settingsFile } from '@dos/hook-wiring'
import type { DeskIo } from '../world/desk-io.ts'
import { findOnPath } from '../world/on-path.ts'
import { liesIn, realPath } from '../world/paths.ts'

/** A settings file, and whose it is. */
export interface Target {
  /** The host whose form it has: of several that read the same file, the first. */
  readonly host: HostName
  /** All hosts that read it. */
  readonly hosts: readonly HostName[]
  readonly scope: Scope
  /** Where the host looks for it. */
  readonly path: string
}

/** The settings files of these hosts for these scopes, each once. */
export function targetsOf(
  hosts: readonly HostName[],
  scopes: readonly Scope[],
  machine: Machine,
): readonly Target[] {
  const targets = new Map<string, Target>()
  for (const host of hosts) {
    for (const scope of scopes) {
      const path = settingsFile(host, scope, machine)
      if (path === undefined) continue
      const real = realPath(path)
      const known = targets.get(real)
      const others = known?.hosts ?? []
      // In a home that is a project, too, one file is both; and links may lead from one to the other.
      targets.set(real, {
        ...(known ?? { host, scope, path }),
        hosts: others.includes(host) ? others : [...others, host],
      })
    }
  }
  return [...targets.values()]
}

/** Whether a host can be seen to be in use on a machine. */
export function isInUse(host: HostName, machine: Machine): boolean {
  const { folders, commands } = hostSigns(host, machine)
  return (
    folders.some((folder) => existsSync(folder)) ||
    commands.some((name) => findOnPath(name, machine) !== undefined)
  )
}

/** A target as people call it: `Claude Code, user`. */
export function titleOf({ hosts, scope }: Pick<Target, 'hosts' | 'scope'>): string {
  return `${hosts.map((host) => dialectOf(host).title).join(' and ')}, ${scope}`
}

/**
 * Why a settings file of a project is left alone: what comes with a project must not lead to settings that count
 * elsewhere. `undefined` where it stays within.
 *
 * @param real - where it leads, behind all links
 */
export function whyOutside({ scope, path }: Target, real: string, project: string): string | undefined {
  if (scope === 'user' || liesIn(real, project)) return undefined
  return `${path} leads out of the project, to ${real}: change it there`
}

/** A settings file as people are told of it: with where it leads, if that is elsewhere. Not yet escaped. */
export function describePath({ path }: Target, real: string): string {
  return path === real ? path : `${path}, which leads to ${real}`
}

/** In one line, as compilers write it. */
export function complaint(
  path: string,
  { line, column, message }: { readonly line?: number; readonly column?: number; readonly message: string },
): string {
  return line === undefined ? `${path}: ${message}` : `${path}:${line}:${column}: ${message}`
}

/** This machine, seen from a project: the one that is named, else the one around the current folder. */
export function machineOf(
  io: Pick<DeskIo, 'platform' | 'home' | 'env' | 'cwd'>,
  flag: string | undefined,
): { readonly ok: true; readonly machine: Machine } | { readonly ok: false; readonly why: string } {
  const found = findWorkspace({ flag, variable: undefined, cwd: io.cwd })
  if (!found.ok) return found
  const env = { ...io.env }
  for (const name of FOLDER_VARIABLES) {
    const path = env[name] ?? ''
    // A folder of the name `~` would be made.
    if (/^~($|[\\/])/.test(path)) {
      return { ok: false, why: `${name} is ${path}, and nobody has resolved its ~: set it to the whole path` }
    }
    if (path !== '' && !isAbsolute(path)) env[name] = resolve(io.cwd(), path)
  }
  const { platform, home } = io
  // One folder is to go by one name, so that its settings are not taken for two files.
  const project = realPath(found.workspace) === realPath(home) ? home : found.workspace
  return { ok: true, machine: { platform, home, env, project } }
}

/** By which hosts are told to keep their settings elsewhere. */
const FOLDER_VARIABLES = [
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'GEMINI_CLI_HOME',
  'QWEN_HOME',
  'COPILOT_HOME',
] as const
