import { type NewRecord, recall, type TallyEntry, type TallyPaths } from '@dos/marker-sensor'
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

/** What other hooks have seen go forward in the turn of this event, in words; `undefined`: nothing. */
export function creditIn(tally: TallyPaths, event: HookEvent): string | undefined {
  return recall(tally, (entry) => creditOf(entry, event))?.seen
}

/** What was seen to go forward in a turn, in words; or that nothing was. */
export interface Credit {
  readonly seen: string | undefined
}

const NOTHING_SEEN: Credit = { seen: undefined }

/**
 * What one record says of the turn that ends now; `undefined` where an older one may say more. A turn begins behind the
 * last record that names another turn or no command (a Stop's own, a human's prompt), and behind the marker by which
 * `wake` opened it. Only a Stop that no hook has held can be one that another marker has answered already.
 */
export function creditOf({ op, fields }: TallyEntry, event: HookEvent): Credit | undefined {
  if (op !== 'MARKER' && op !== 'RESET') return undefined
  const { verb, prompt_id: turn, reason, since } = fields
  const own = turnOf(event)
  if (typeof turn === 'string' && own !== undefined && turn !== own) return NOTHING_SEEN
  const isStops = typeof verb !== 'string'
  if (isStops && !(op === 'RESET' && turn !== undefined && turn === own && event.latched === false)) {
    return NOTHING_SEEN
  }
  if (op === 'RESET' && (isStops || since !== undefined)) {
    const why = typeof reason === 'string' ? `, ${reason}` : ''
    return { seen: `seen by ${isStops ? 'another marker' : verb}${why}` }
  }
  return op === 'MARKER' && verb === 'wake' ? NOTHING_SEEN : undefined
}
