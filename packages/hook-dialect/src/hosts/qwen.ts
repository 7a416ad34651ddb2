import { block, systemMessage } from '../bytes.ts'
import type { Capabilities } from '../capability.ts'
import type { Dialect, Noticing } from '../dialect.ts'
import { projectIn } from '../environment.ts'
import { CLAUDE_EVENTS, readLikeClaude } from '../read.ts'

/**
 * Qwen Code. What ends a run elsewhere makes it go on, so it has no halt. Before 0.24 it says already at the first Stop
 * of a chain that a hook holds it.
 */
export const qwen: Dialect<'qwen'> & Noticing = {
  host: 'qwen',
  title: 'Qwen Code',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => {
    const event = readLikeClaude(fields, env)
    return { ...event, project: projectIn(env, event.sessionId, 'QWEN_PROJECT_DIR') }
  },
  hold: block,
  release: '',
  notice: systemMessage,
}

/** What Qwen Code can do. */
export const qwenCapabilities: Capabilities = {
  measuredOn: '0.24.4',
  hold: true,
  halt: false,
  notice: true,
  statusTwoHolds: true,
  cap: 8,
  timeoutUnit: 'ms',
  defaultTimeout: 60_000,
  documented: ['notice', 'defaultTimeout'],
  lacks: { halt: 'it would go on, with the reason as its next prompt' },
}
