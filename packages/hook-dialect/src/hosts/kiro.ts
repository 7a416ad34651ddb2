import { block } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import type { EventNames } from '../event.ts'
import { readLikeClaude } from '../read.ts'

const EVENTS: EventNames = {
  stop: ['Stop', 'stop'],
  prompt: ['UserPromptSubmit', 'userPromptSubmit'],
  'before-tool': ['PreToolUse', 'preToolUse'],
  'session-start': ['SessionStart', 'agentSpawn'],
}

/** Kiro CLI, with the names of its version 3 first. Kiro's IDE can't be held. */
export const kiro: Dialect<'kiro'> = {
  host: 'kiro',
  title: 'Kiro CLI',
  events: EVENTS,
  readEvent: (fields, env) => readLikeClaude(fields, env, { events: EVENTS }),
  hold: block,
  release: '',
}

/** What Kiro CLI can do. */
export const kiroCapabilities: Capabilities = { hold: true, statusTwoHolds: false, timeoutUnit: 's' }
