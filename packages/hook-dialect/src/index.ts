export type {
  AnyDialect,
  Capabilities,
  Dialect,
  HostName,
  RareAnswer,
  Say,
  TrustStep,
} from './dialect.ts'
export {
  capabilitiesOf,
  dialectOf,
  HOST_NAMES,
  isHostName,
} from './dialects.ts'
export type { Environment, EventKind, EventNames, Fields, HookPoint, NeutralEvent } from './event.ts'
export { antigravity } from './hosts/antigravity.ts'
export { claudeCode } from './hosts/claude-code.ts'
export { codex } from './hosts/codex.ts'
export { copilot } from './hosts/copilot.ts'
export { cursor } from './hosts/cursor.ts'
export { droid } from './hosts/droid.ts'
export { gemini } from './hosts/gemini.ts'
export { kiro } from './hosts/kiro.ts'
export { qwen } from './hosts/qwen.ts'
export { vscode } from './hosts/vscode.ts'
export { speaksFor } from './read.ts'
export { type ToldHost, tellHost } from './tell-host.ts'
