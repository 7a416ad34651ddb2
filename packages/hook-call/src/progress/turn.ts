import { type NewRecord, recall, type TallyPaths } from '@dos/marker-sensor'
import type { HookEvent } from '../event/event.ts'
import type { Io } from '../io.ts'

/** The host's name for a turn, the same for its prompt, its tools and its Stop: Claude Code's, or Codex's. */
export function turnOf(event: HookEvent): string | undefined {
  const id = event.fields['prompt_id']
  return typeof id === 'string' && id !== '' ? id : event.turnId
}

/** What every record says: when it is written, and of which run, where the environment names one. */
export function stampOf({ now, env }: Io): Pick<NewRecord, 'now' | 'runId'> {
  const runId = env['CID_RUN_ID']
  return { now: now(), ...(runId && { runId }) }
}

/** Additive fields of a record: the turn it stands for, where the host names turns, and the command that wrote it. */
export function tickOf(
  event: HookEvent,
  verb: 'wake' | 'rearm' | 'reset',
): Readonly<Record<string, unknown>> {
  const turn = turnOf(event)
  return { verb, ...(turn === undefined ? {} : { prompt_id: turn }) }
}

/**
 * Whether the streak has a marker for the turn of this event already, so that no turn counts twice. Where the host
 * doesn't name turns, a last marker of `wake` is taken for this turn's, which it opened.
 */
export function isCounted(tally: TallyPaths, event: HookEvent): boolean {
  const turn = turnOf(event)
  return (
    recall(tally, ({ op, fields }) => {
      if (op === 'RESET') return false
      if (op !== 'MARKER') return undefined
      if (turn === undefined) return fields['verb'] === 'wake'
      return fields['prompt_id'] === turn ? true : undefined
    }) ?? false
  )
}
