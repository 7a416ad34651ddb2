import { said } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import type { EventKind, EventNames, Fields } from '../event.ts'
import { firstFolder } from '../folder.ts'
import { readLikeClaude, text } from '../read.ts'

const EVENTS: EventNames = {
  stop: ['Stop'],
  prompt: [],
  'before-tool': ['PreToolUse'],
  'session-start': ['SessionStart'],
}

/** Antigravity. Its events are in camel case and don't give their name. */
export const antigravity: Dialect<'antigravity'> = {
  host: 'antigravity',
  title: 'Antigravity',
  events: EVENTS,
  readEvent: (fields, env) => {
    const event = readLikeClaude(fields, env, { events: EVENTS, kindByFields, cutShort })
    const root = firstFolder(fields['workspacePaths'], env)
    const idle = fields['fullyIdle']
    return {
      ...event,
      sessionId: text(fields['conversationId']) ?? event.sessionId,
      project: root,
      cwd: event.cwd ?? root,
      // It doesn't say how many there are.
      backgroundTasks: typeof idle === 'boolean' ? (idle ? 0 : 1) : event.backgroundTasks,
    }
  },
  // A hook runs beside the hooks.json that binds it.
  hookFolders: ['.gemini', '.agents', '.agent'],
  // Any other decision lets the turn end.
  hold: (reason) => JSON.stringify({ decision: 'continue', reason: said(reason) }),
  release: '',
}

/** What Antigravity can do. */
export const antigravityCapabilities: Capabilities = { hold: true, timeoutUnit: 's' }

/** A Stop alone says whether all is idle; before and after a tool or a request look alike. */
function kindByFields(fields: Fields): EventKind {
  if (typeof fields['fullyIdle'] === 'boolean') return 'stop'
  return fields['toolCall'] === undefined && fields['invocationNum'] === undefined ? 'unnamed' : 'other'
}

/** The model ended its turn where it called no tool. All other reasons are an error's, a person's or a limit's. */
function cutShort(fields: Fields): string | undefined {
  if (text(fields['error']) !== undefined) return 'error'
  const reason = text(fields['terminationReason'])
  return reason === undefined || reason.endsWith('NO_TOOL_CALL') ? undefined : 'terminationReason'
}
