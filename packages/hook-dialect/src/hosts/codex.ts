import { block, stop, systemMessage } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import { CLAUDE_EVENTS, readLikeClaude } from '../read.ts'

/** Codex. It releases in silence where it gets a key it doesn't know, or a block without a reason. */
export const codex: Dialect<'codex', 'halt' | 'notice'> = {
  host: 'codex',
  title: 'Codex',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => readLikeClaude(fields, env),
  hold: block,
  release: '',
  halt: stop,
  notice: systemMessage,
}

/** What Codex can do. */
export const codexCapabilities: Capabilities = {
  measuredOn: '0.169.0',
  hold: true,
  halt: true,
  // A warning, says its source. What was seen of it is that it doesn't hold.
  notice: true,
  // It would let the turn end instead.
  quietHold: false,
  statusTwoHolds: true,
  cap: 'none',
  timeoutUnit: 's',
  defaultTimeout: 600,
  trust: 'each-hook',
  documented: ['notice', 'defaultTimeout'],
}
