import { block, systemMessage } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import { CLAUDE_EVENTS, readLikeClaude } from '../read.ts'

/**
 * Qwen Code. What ends a run elsewhere makes it go on, so it has no halt. Before 0.24 it says already at the first Stop
 * of a chain that a hook holds it.
 */
export const qwen: Dialect<'qwen', 'notice'> = {
  host: 'qwen',
  title: 'Qwen Code',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => readLikeClaude(fields, env, { projectVariable: 'QWEN_PROJECT_DIR' }),
  hold: block,
  release: '',
  notice: systemMessage,
}

/** What Qwen Code can do. */
export const qwenCapabilities: Capabilities = {
  measuredOn: '0.24.4',
  hold: true,
  // It would go on, with the reason as its next prompt.
  halt: false,
  notice: true,
  statusTwoHolds: true,
  cap: 8,
  timeoutUnit: 'ms',
  defaultTimeout: 60_000,
  documented: ['notice', 'defaultTimeout'],
}
