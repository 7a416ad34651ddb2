import type { HostName } from './dialect.ts'
import { dialectOf } from './dialects.ts'
import type { Environment, Fields } from './event.ts'
import { text } from './read.ts'

/** Which host sent an event. */
export interface ToldHost {
  readonly host: HostName
  /** Whether it is told by a mark that no other host has, so that even `halt`, where there is one, is safe. */
  readonly sure: boolean
  /** By what it is told, for people: names the field or variable, never its value. */
  readonly how: string
}

/**
 * Tells the host of an event by its marks. A field of the event goes before a variable: an agent that is started from
 * within another inherits that one's. What nothing tells is taken for Claude Code, and not for sure.
 *
 * It is never surer of a host that can halt than the marks which were measured: `turn_id` of Codex, the names of Gemini
 * CLI's events, and of Claude Code both the place of the transcript and `CLAUDECODE`. On Qwen Code a halt would make the
 * run go on.
 */
export function tellHost(fields: Fields, env: Environment): ToldHost {
  const has = (field: string): boolean => text(fields[field]) !== undefined

  if (has('conversation_id')) return byField('cursor', 'conversation_id')
  if (has('conversationId')) return byField('antigravity', 'conversationId')
  if (Array.isArray(fields['crons'])) return byField('qwen', 'crons')
  if (has('message_id') && typeof fields['tool_execution_count'] === 'number') {
    return byField('droid', 'tool_execution_count')
  }
  if (has('sessionId') && typeof fields['timestamp'] === 'number') return byField('copilot', 'sessionId')
  if (has('sessionId') && has('hookEventName')) return byField('vscode', 'hookEventName')

  const pathField = has('transcript_path') ? 'transcript_path' : 'transcriptPath'
  const path = text(fields[pathField])
  const home = path === undefined ? undefined : hostOfTranscript(path)
  if (home === 'qwen' || home === 'copilot' || home === 'droid' || home === 'vscode') {
    return byField(home, pathField)
  }
  const named = lookUp(NAMES, fields['hook_event_name'])
  if (named !== undefined) return byField(named, 'hook_event_name')
  if (has('turn_id')) return byField('codex', 'turn_id')
  if (home === 'claude-code' && env['CLAUDECODE'] === '1') {
    const how = `the event's ${pathField} and CLAUDECODE in the environment say Claude Code`
    return { host: home, sure: true, how }
  }
  if (home !== undefined) return suggested(home, `the event's ${pathField}`)
  if (has('stop_reason')) return byField('copilot', 'stop_reason')
  // What a hook or an agent starts inherits the variables that a host gives its hooks, so they are hints.
  if (env['COPILOT_PROJECT_DIR']) return suggested('copilot', 'COPILOT_PROJECT_DIR in the environment')
  if (env['QWEN_PROJECT_DIR']) return suggested('qwen', 'QWEN_PROJECT_DIR in the environment')
  // Gemini CLI, Qwen Code and Copilot CLI send one, too, beside marks of their own; Claude Code never does.
  if (has('timestamp')) return suggested('vscode', "the event's timestamp")
  return { host: 'claude-code', sure: false, how: 'nothing tells the host, so it is taken for Claude Code' }
}

/** The host that alone uses a name for an event. */
const NAMES: HostTable = {
  AfterAgent: 'gemini',
  BeforeAgent: 'gemini',
  BeforeTool: 'gemini',
  agentStop: 'copilot',
  agentSpawn: 'kiro',
  userPromptSubmit: 'kiro',
  // Cursor's has a conversation_id, and is told by that.
  stop: 'kiro',
}

function byField(host: HostName, field: string): ToldHost {
  return { host, sure: true, how: `the event's ${field} says ${dialectOf(host).title}` }
}

function suggested(host: HostName, mark: string): ToldHost {
  return { host, sure: false, how: `${mark} suggests ${dialectOf(host).title}` }
}

/**
 * The host that keeps a transcript at this path, told by its folder. Claude Code's can be moved, so it is told by how it
 * lays out what is inside.
 */
function hostOfTranscript(path: string): HostName | undefined {
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

/** Hosts by a name that they alone use for something. */
type HostTable = Readonly<Record<string, HostName>>

/** The host that stands in a table for a name; what may be anything is looked up as such. */
function lookUp(table: HostTable, name: unknown): HostName | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined
}
