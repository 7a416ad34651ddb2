/** The programs that run an agent and ask hooks, by the names this package gives them. */
export type HostName =
  | 'claude-code'
  | 'codex'
  | 'gemini'
  | 'qwen'
  | 'copilot'
  | 'cursor'
  | 'vscode'
  | 'antigravity'
  | 'droid'
  | 'kiro'

/** Hosts by a name that they alone use for something. */
export type HostTable = Readonly<Record<string, HostName>>

/** The host that stands in a table for a name; what may be anything is looked up as such. */
export function lookUp(table: HostTable, name: unknown): HostName | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined
}
