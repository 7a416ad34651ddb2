import { block, stop, systemMessage } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import type { EventNames } from '../event.ts'
import { readLikeClaude } from '../read.ts'

const EVENTS: EventNames = {
  stop: ['AfterAgent'],
  prompt: ['BeforeAgent'],
  'before-tool': ['BeforeTool'],
  'session-start': ['SessionStart'],
}

/** Gemini CLI, which has names of its own for the events. */
export const gemini: Dialect<'gemini', 'halt' | 'notice'> = {
  host: 'gemini',
  title: 'Gemini CLI',
  events: EVENTS,
  readEvent: (fields, env) =>
    readLikeClaude(fields, env, { events: EVENTS, projectVariable: 'GEMINI_PROJECT_DIR' }),
  hold: block,
  release: '',
  halt: stop,
  notice: systemMessage,
}

/** What Gemini CLI can do. */
export const geminiCapabilities: Capabilities = {
  measuredOn: '0.61.0',
  hold: true,
  halt: true,
  notice: true,
  statusTwoHolds: true,
  // None in 25 holds.
  cap: 'none',
  timeoutUnit: 'ms',
  defaultTimeout: 60_000,
  trust: 'repository-hooks',
  documented: ['notice', 'trust'],
}
