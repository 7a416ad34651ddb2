import type { Capabilities } from './capability.ts'
import type { HostName } from './host-name.ts'
import { antigravityCapabilities } from './hosts/antigravity.ts'
import { claudeCodeCapabilities } from './hosts/claude-code.ts'
import { codexCapabilities } from './hosts/codex.ts'
import { copilotCapabilities } from './hosts/copilot.ts'
import { cursorCapabilities } from './hosts/cursor.ts'
import { droidCapabilities } from './hosts/droid.ts'
import { geminiCapabilities } from './hosts/gemini.ts'
import { kiroCapabilities } from './hosts/kiro.ts'
import { qwenCapabilities } from './hosts/qwen.ts'
import { vscodeCapabilities } from './hosts/vscode.ts'

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

/**
 * What a host can do, as data. Apart from the dialects, so that a hook that only answers does not load it.
 */
export function capabilitiesOf(host: HostName): Capabilities {
  return CAPABILITIES[host]
}
