import type { AnyDialect, Capabilities, HostName } from './dialect.ts'
import { antigravity, antigravityCapabilities } from './hosts/antigravity.ts'
import { claudeCode, claudeCodeCapabilities } from './hosts/claude-code.ts'
import { codex, codexCapabilities } from './hosts/codex.ts'
import { copilot, copilotCapabilities } from './hosts/copilot.ts'
import { cursor, cursorCapabilities } from './hosts/cursor.ts'
import { droid, droidCapabilities } from './hosts/droid.ts'
import { gemini, geminiCapabilities } from './hosts/gemini.ts'
import { kiro, kiroCapabilities } from './hosts/kiro.ts'
import { qwen, qwenCapabilities } from './hosts/qwen.ts'
import { vscode, vscodeCapabilities } from './hosts/vscode.ts'

const DIALECTS: Readonly<Record<HostName, AnyDialect>> = {
  'claude-code': claudeCode,
  codex,
  gemini,
  qwen,
  copilot,
  cursor,
  vscode,
  antigravity,
  droid,
  kiro,
}

/** The names of all hosts, in the order in which a list for people gives them. */
export const HOST_NAMES: readonly HostName[] = Object.freeze(Object.keys(DIALECTS) as HostName[])

/** Whether a text, from a command line for example, names a host. */
export function isHostName(text: string): text is HostName {
  return Object.hasOwn(DIALECTS, text)
}

/** The dialect of a host that is known only at run time: what it may not be able to do is optional. */
export function dialectOf(name: HostName): AnyDialect {
  return DIALECTS[name]
}

const CAPABILITIES: Readonly<Record<HostName, Capabilities>> = {
  'claude-code': claudeCodeCapabilities,
  codex: codexCapabilities,
  gemini: geminiCapabilities,
  qwen: qwenCapabilities,
  copilot: copilotCapabilities,
  cursor: cursorCapabilities,
  vscode: vscodeCapabilities,
  antigravity: antigravityCapabilities,
  droid: droidCapabilities,
  kiro: kiroCapabilities,
}

/** What a host can do, as data. A bundler leaves it out where nobody asks. */
export function capabilitiesOf(host: HostName): Capabilities {
  return CAPABILITIES[host]
}
