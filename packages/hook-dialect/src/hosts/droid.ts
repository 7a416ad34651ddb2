import { block, systemMessage } from '../bytes.ts'
import type { Capabilities } from '../capability.ts'
import type { Dialect, Noticing } from '../dialect.ts'
import { projectIn } from '../environment.ts'
import { CLAUDE_EVENTS, readLikeClaude } from '../read.ts'

/** Factory's Droid, with Claude Code's fields. */
export const droid: Dialect<'droid'> & Noticing = {
  host: 'droid',
  title: 'Factory Droid',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => {
    const event = readLikeClaude(fields, env)
    return { ...event, project: projectIn(env, event.sessionId, 'FACTORY_PROJECT_DIR') }
  },
  hold: block,
  release: '',
  notice: systemMessage,
}

/** What Factory Droid can do. */
export const droidCapabilities: Capabilities = {
  measuredOn: '0.225.2',
  hold: true,
  halt: false,
  notice: true,
  statusTwoHolds: true,
  // None in 173 holds.
  cap: 'none',
  timeoutUnit: 's',
  defaultTimeout: 60,
  documented: ['notice', 'timeoutUnit', 'defaultTimeout'],
  lacks: { halt: "another hook's hold would win over it" },
}
