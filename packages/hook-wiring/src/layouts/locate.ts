import type { HostName } from '@dos/hook-dialect'
import { antigravity } from './antigravity.ts'
import { claudeCode } from './claude-code.ts'
import { codex } from './codex.ts'
import { copilot } from './copilot.ts'
import { cursor } from './cursor.ts'
import { droid } from './droid.ts'
import { gemini } from './gemini.ts'
import { type Layout, type Machine, type Scope, userFolder } from './layout.ts'
import { joinPath, lastPart } from './paths.ts'
import { qwen } from './qwen.ts'
import { vscode } from './vscode.ts'

/** Why a host's settings are not written here, and what to do by hand. */
const BY_HAND: Readonly<Partial<Record<HostName, string>>> = {
  kiro:
    'Kiro CLI keeps hooks in the configuration of each agent. Put this into ~/.kiro/agents/NAME.json of the agents ' +
    'that loop: "hooks": { "stop": [{ "command": "/path/to/dos-hook marker --dialect kiro", "timeout_ms": 10000 }] }, ' +
    'by the absolute path that init would wire for another host',
}

const LAYOUTS: readonly Layout[] = [
  claudeCode,
  codex,
  gemini,
  qwen,
  copilot,
  cursor,
  vscode,
  antigravity,
  droid,
]

/** By what a host can be seen to be in use. */
export interface HostSigns {
  /** Folders and files, absolute: one that is there is a sign. */
  readonly folders: readonly string[]
  /** Commands: one that is on the PATH is a sign. */
  readonly commands: readonly string[]
}

/** The layout of a host's settings; `undefined` where they can't be written here. */
export function layoutOf(host: HostName): Layout | undefined {
  return LAYOUTS.find((layout) => layout.host === host)
}

/**
 * Where a host reads its hooks from: an absolute path as the platform writes it. `undefined` where it has no file for
 * that scope, or none that can be written here.
 */
export function settingsFile(host: HostName, scope: Scope, machine: Machine): string | undefined {
  const layout = layoutOf(host)
  if (layout === undefined) return undefined
  const { platform, project } = machine
  if (scope === 'user') return joinPath(platform, userFolder(layout, machine), layout.file)
  const file = scope === 'project' ? layout.projectFile : layout.localFile
  return file === undefined ? undefined : joinPath(platform, project, file)
}

/** What to look for, to know whether a host is in use. */
export function hostSigns(host: HostName, machine: Machine): HostSigns {
  const layout = layoutOf(host)
  if (layout === undefined) return { folders: [], commands: [] }
  return { folders: [layout.sign?.(machine) ?? userFolder(layout, machine)], commands: layout.commands }
}

/**
 * A file whose hooks the host stops reading as soon as its settings file is there, and which therefore must hold none
 * where that is about to be made. `undefined` where there is no such file.
 */
export function hiddenFile(host: HostName, scope: Scope, machine: Machine): string | undefined {
  const file = settingsFile(host, scope, machine)
  const hidden = layoutOf(host)?.hiddenFile
  return file && hidden && file.slice(0, -lastPart(file).length) + hidden
}

/** What to do by hand for a host whose settings can't be written here; `undefined` where they can. */
export function handWork(host: HostName): string | undefined {
  return BY_HAND[host]
}
