import { block, systemMessage } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import { CLAUDE_EVENTS, readLikeClaude } from '../read.ts'

/** Factory's Droid, with Claude Code's fields. */
export const droid: Dialect<'droid', 'notice'> = {
  host: 'droid',
  title: 'Factory Droid',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => readLikeClaude(fields, env, { projectVariable: 'FACTORY_PROJECT_DIR' }),
  hold: block,
  release: '',
  notice: systemMessage,
}

/** What Factory Droid can do. */
export const droidCapabilities: Capabilities = {
  measuredOn: '0.225.2',
  hold: true,
  // Another hook's hold would win over it.
  halt: false,
  notice: true,
  statusTwoHolds: true,
  // None in 173 holds.
  cap: 'none',
  timeoutUnit: 's',
  defaultTimeout: 60,
  documented: ['notice', 'timeoutUnit', 'defaultTimeout'],
}
