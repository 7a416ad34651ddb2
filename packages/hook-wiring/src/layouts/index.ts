import type { HostName } from '@dos/hook-dialect'
import type { Layout } from '../layout.ts'
import { antigravity } from './antigravity.ts'
import { claudeCode } from './claude-code.ts'
import { codex } from './codex.ts'
import { copilot } from './copilot.ts'
import { cursor } from './cursor.ts'
import { droid } from './droid.ts'
import { gemini } from './gemini.ts'
import { qwen } from './qwen.ts'
import { vscode } from './vscode.ts'

/** Why a host's settings are not written here, and what to do by hand. */
export const BY_HAND: Readonly<Partial<Record<HostName, string>>> = {
  kiro:
    'Kiro CLI keeps hooks in the configuration of each agent. Put this into ~/.kiro/agents/NAME.json of the agents ' +
    'that loop: "hooks": { "stop": [{ "command": "/path/to/dos-hook marker --dialect kiro", "timeout_ms": 10000 }] }, ' +
    'by the absolute path that init would wire for another host',
}

const LAYOUTS: Readonly<Partial<Record<HostName, Layout>>> = {
  'claude-code': claudeCode,
  codex,
  gemini,
  qwen,
  copilot,
  cursor,
  vscode,
  antigravity,
  droid,
}

/** The layout of a host's settings; `undefined` where they can't be written here. */
export function layoutOf(host: HostName): Layout | undefined {
  return LAYOUTS[host]
}
