import { type HostName, type HostTable, lookUp } from './host-name.ts'

/**
 * The host that keeps a transcript at this path, told by its folder. Claude Code's can be moved, so it is told by how it
 * lays out what is inside.
 */
export function hostOfTranscript(path: string): HostName | undefined {
  const parts = (path.includes('\\') ? path.replaceAll('\\', '/') : path).split('/')
  const host = folderHost(parts) ?? 'claude-code'
  return host !== 'claude-code' || isLikeClaude(parts) ? host : undefined
}

/** Claude Code's own layout: `projects/<project>/<session>.jsonl`, never at the very top. */
function isLikeClaude(parts: readonly string[]): boolean {
  const { length } = parts
  const file = parts[length - 1] ?? ''
  return (
    length > 3 &&
    parts[length - 3] === 'projects' &&
    parts[length - 2] !== '' &&
    file !== '.jsonl' &&
    file.endsWith('.jsonl')
  )
}

/** The host whose folder is nearest to the file: one agent may keep its home inside another's. */
function folderHost(parts: readonly string[]): HostName | undefined {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    // Some systems don't tell cases apart, and VS Code was seen to write its folder in either.
    const host = lookUp(FOLDERS, parts[at]?.toLowerCase())
    if (host !== undefined) return host
  }
  return undefined
}

const FOLDERS: HostTable = {
  '.claude': 'claude-code',
  '.codex': 'codex',
  '.gemini': 'gemini',
  '.qwen': 'qwen',
  '.copilot': 'copilot',
  '.factory': 'droid',
  'github.copilot-chat': 'vscode',
}
