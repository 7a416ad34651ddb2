import type { Value } from './entry.ts'

/** The hosts whose dialects are known, in the order in which they are listed. */
export const HOSTS: readonly string[] = [
  'claude-code',
  'codex',
  'gemini',
  'qwen',
  'copilot',
  'cursor',
  'vscode',
  'antigravity',
  'droid',
  'kiro',
]

/** The shells that there are completions for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** A whole number, 0 or more. */
export const NUMBER: Value = { kind: 'number', shown: 'N' }

export const FOLDER: Value = { kind: 'folder', shown: 'DIR' }

/** Completed from the tallies of the workspace. */
export const SESSION: Value = { kind: 'session', shown: 'S' }

/** A host, or whichever there is. */
export const HOST: Value = { kind: 'host', shown: 'NAME', words: ['auto', ...HOSTS] }

/** Whose settings are meant. */
export const SCOPE: Value = { kind: 'choice', shown: 'SCOPE', words: ['user', 'project', 'local'] }

/** A number with a unit, such as 30d. */
export const AGE: Value = { kind: 'duration', shown: 'AGE' }
