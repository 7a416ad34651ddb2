import type { MarkerFlags } from '@dos/command-line/marker-flags'
import { record } from '@dos/marker-sensor'
import type { Io } from '../io.ts'
import { deltaOf, type Look } from '../progress/watch.ts'
import { type Additions, act, type Decided, type Known } from './act.ts'
import { type Judgement, release, type Trace } from './judgement.ts'
import { heldBy } from './say.ts'
import type { Waited } from './waited.ts'

/** Additive op: the turn was released after a wait. */
const WAIT = 'WAIT'

/** A hold that was decided before a wait, and all that it is carried out with. */
export interface Waiting {
  readonly decision: Extract<Decided, { do: 'hold' }>
  readonly known: Known
  readonly additions: Additions
  /** Looks at ground truth once more. */
  readonly look: () => Promise<Look>
}

/**
 * Does what a wait has come to, by one record at most. Before a release ground truth is looked at once more: what
 * advanced meanwhile zeroes the streak. Before a hold it is not: the next Stop finds it, and the model is told now.
 */
export async function afterWait(
  waited: Waited,
  { decision, known, additions, look }: Waiting,
  flags: MarkerFlags,
  io: Io,
  trace: Trace,
): Promise<Judgement> {
  const after: Known = {
    ...known,
    warnings: [...known.warnings, ...waited.warnings],
    ...(waited.fields && { waited: waited.fields }),
  }
  if (waited.answer === 'vanish') return { ...release(waited.reason, after), silent: true }

  const noted: Additions = {
    ...additions,
    now: io.now(),
    ...(waited.fields && { reason: waited.reason, fields: { ...additions.fields, ...waited.fields } }),
  }
  if (waited.answer !== 'release') {
    const reason = waited.reason === '' ? decision.reason : `${waited.reason}; ${decision.reason}`
    const judgement = act({ ...decision, reason }, after, noted, flags, io, trace)
    const words = waited.words?.(heldBy(judgement))
    return words === undefined ? judgement : { ...judgement, words }
  }

  const again = await look()
  const withWait = { ...noted.fields, ...again.fields }
  if (again.progress.advanced) {
    const reason = `${waited.reason}; progress: ${again.progress.what.join(', ')}`
    const told: Additions = { ...noted, ...deltaOf(again, withWait) }
    return act({ do: 'reset', rule: 'progress', reason, gate: decision.gate }, after, told, flags, io, trace)
  }
  record(after.tally, { ...noted, fields: withWait, op: WAIT })
  return { ...release(waited.reason, after), outcome: 'waited' }
}
