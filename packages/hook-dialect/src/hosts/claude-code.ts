import { block, said, specific, stop, systemMessage } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import type { Environment } from '../event.ts'
import { CLAUDE_EVENTS, readLikeClaude, speaksFor } from '../read.ts'

/** Claude Code. */
export const claudeCode: Dialect<'claude-code', 'halt' | 'notice' | 'quietHold'> = {
  host: 'claude-code',
  title: 'Claude Code',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => {
    const event = readLikeClaude(fields, env, { projectVariable: 'CLAUDE_PROJECT_DIR' })
    return { ...event, attended: speaksFor(env, event.sessionId) ? attendedIn(env) : undefined }
  },
  hold: block,
  release: '',
  halt: stop,
  notice: systemMessage,
  quietHold: (reason) => specific({ additionalContext: said(reason) }),
}

/** What Claude Code can do. */
export const claudeCodeCapabilities: Capabilities = {
  measuredOn: '2.1.330',
  hold: true,
  halt: true,
  notice: true,
  quietHold: true,
  statusTwoHolds: true,
  cap: 8,
  capResets: 'tool-call',
  timeoutUnit: 's',
  defaultTimeout: 600,
}

/**
 * Claude Code says it in the environment: newer versions by a variable of its own, older ones by how they were started
 * (2.1.197: `cli` in the interface, `sdk-cli` with `-p`). On no other host it means anything: programs inherit it.
 */
function attendedIn(env: Environment): boolean | undefined {
  const value = env['CLAUDE_CODE_SESSION_ATTENDED']
  if (value) return value === '1' ? true : value === '0' ? false : undefined
  const entrypoint = env['CLAUDE_CODE_ENTRYPOINT']
  return entrypoint === 'cli' ? true : entrypoint === 'sdk-cli' ? false : undefined
}
