import { HOST_NAMES } from '@dos/hook-dialect'
import { SCOPES } from '@dos/hook-wiring'
import type { Value } from './entry.ts'

/** The shells that there are completions for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** A whole number, 0 or more. */
export const NUMBER: Value = { kind: 'number', shown: 'N' }

export const FOLDER: Value = { kind: 'folder', shown: 'DIR' }

/** Completed from the tallies of the workspace. */
export const SESSION: Value = { kind: 'session', shown: 'S' }

/** A host, or whichever it is. */
export const HOST: Value = { kind: 'host', shown: 'NAME', words: ['auto', ...HOST_NAMES] }

/** Several hosts with commas between, or all that there are. */
export const HOST_LIST: Value = { kind: 'hosts', shown: 'NAME', words: ['auto', ...HOST_NAMES] }

/** Whose settings are meant. */
export const SCOPE: Value = { kind: 'choice', shown: 'SCOPE', words: SCOPES }

/** A number with a unit, such as 30d. */
export const AGE: Value = { kind: 'duration', shown: 'AGE' }
