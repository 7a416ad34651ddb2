import { recall, type TallyPaths } from '@dos/marker-sensor'
import type { HookEvent } from '../event/event.ts'
import { turnOf } from './turn.ts'

/** Additive fields of a record: the turn it stands for, where the host names turns, and the verb that wrote it. */
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
