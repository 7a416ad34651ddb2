import type { HookEvent } from '../event/event.ts'

/** The host's name for a turn, the same for its prompt, its tools and its Stop: Claude Code's, or Codex's. */
export function turnOf(event: HookEvent): string | undefined {
  const id = event.fields['prompt_id']
  return typeof id === 'string' && id !== '' ? id : event.turnId
}
