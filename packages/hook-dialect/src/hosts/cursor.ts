import { said } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import type { EventNames, Fields } from '../event.ts'
import { firstFolder } from '../folder.ts'
import { projectIn, readLikeClaude, text } from '../read.ts'

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
  readEvent: (fields, env) => {
    const event = readLikeClaude(fields, env, { events: EVENTS, cutShort })
    const sessionId = text(fields['conversation_id']) ?? event.sessionId
    const root = firstFolder(fields['workspace_roots'], env)
    const followUps = fields['loop_count']
    return {
      ...event,
      sessionId,
      project: root ?? projectIn(env, sessionId, 'CURSOR_PROJECT_DIR'),
      cwd: event.cwd ?? root,
      turnId: text(fields['generation_id']),
      latched: typeof followUps === 'number' ? followUps > 0 : event.latched,
    }
  },
  // Where hooks of the user run; its project's run in the project.
  hookFolders: ['.cursor', '.claude'],
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

/** A turn that a person or an error ended has `aborted` or `error` here; versions that say nothing are believed. */
function cutShort(fields: Fields): string | undefined {
  const status = text(fields['status'])
  return status === undefined || status === 'completed' ? undefined : 'status'
}
