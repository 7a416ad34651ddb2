import { block, systemMessage } from '../bytes.ts'
import type { Capabilities } from '../capability.ts'
import type { Dialect, Noticing } from '../dialect.ts'
import { CLAUDE_EVENTS, readAsClaude } from '../read.ts'

/** Factory's Droid, with Claude Code's fields. */
export const droid: Dialect<'droid'> & Noticing = {
  host: 'droid',
  title: 'Factory Droid',
  events: CLAUDE_EVENTS,
  readEvent: readAsClaude,
  hold: block,
  release: '',
  notice: systemMessage,
}

/** What Factory Droid can do. */
export const droidCapabilities: Capabilities = {
  hold: true,
  notice: true,
  statusTwoHolds: true,
  timeoutUnit: 's',
  defaultTimeout: 60,
}
