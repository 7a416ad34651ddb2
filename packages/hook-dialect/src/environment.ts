import type { Environment } from './event.ts'
import { toPath } from './folder.ts'
import { text } from './read.ts'

/**
 * Whether the environment belongs to the session of the event. It doesn't where Claude Code has set
 * `CLAUDE_CODE_SESSION_ID` for another session: the hook was tried from an agent's own shell, or runs in an agent that
 * another one started. Then neither the project nor whether a person attends may be taken from it. In its own hooks Claude
 * Code sets it to the event's `session_id`, also after `/clear` (seen on 2.1.197 and 2.1.332).
 *
 * @param sessionId - the event's own session; one that gives none is not known to be the environment's
 */
export function speaksFor(env: Environment, sessionId: string | undefined): boolean {
  const owner = text(env['CLAUDE_CODE_SESSION_ID'])
  return owner === undefined || owner === sessionId
}

/**
 * The project that the environment names: the first of these variables that is not empty. `CLAUDE_PROJECT_DIR`, which
 * several hosts set beside their own, comes last.
 *
 * @param own - the variable of the host itself
 */
export function projectIn(env: Environment, sessionId: string | undefined, own?: string): string | undefined {
  if (!speaksFor(env, sessionId)) return undefined
  return (own === undefined ? undefined : toPath(env[own], env)) ?? toPath(env['CLAUDE_PROJECT_DIR'], env)
}
