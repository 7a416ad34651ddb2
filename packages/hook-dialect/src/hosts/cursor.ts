import { said } from '../bytes.ts'
import type { Capabilities } from '../capability.ts'
import type { Dialect } from '../dialect.ts'
import type { EventNames } from '../event.ts'
import { firstText, readLikeClaude, text } from '../read.ts'

const EVENTS: EventNames = {
  // It also runs the hooks of Claude Code's settings, bound by that name.
  stop: ['stop', 'Stop'],
  prompt: ['beforeSubmitPrompt'],
  'before-tool': ['preToolUse'],
  'session-start': ['sessionStart'],
}

/** Cursor. It is not held: the turn ends, and the reason is sent as the next one. */
export const cursor: Dialect<'cursor'> = {
  host: 'cursor',
  title: 'Cursor',
  events: EVENTS,
  readEvent: (fields) => {
    const event = readLikeClaude(fields, EVENTS)
    const followUps = fields['loop_count']
    return {
      ...event,
      sessionId: text(fields['conversation_id']) ?? event.sessionId,
      cwd: event.cwd ?? firstText(fields['workspace_roots']),
      turnId: text(fields['generation_id']),
      latched: typeof followUps === 'number' ? followUps > 0 : event.latched,
    }
  },
  hold: (reason) => JSON.stringify({ followup_message: said(reason) }),
  release: '',
}

/** What Cursor can do. */
export const cursorCapabilities: Capabilities = {
  hold: true,
  statusTwoHolds: false,
  cap: 5,
  timeoutUnit: 's',
}
