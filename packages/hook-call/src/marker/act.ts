import type { MarkerFlags } from '@dos/command-line/marker-flags'
import { claim, type NewRecord, record, reset } from '@dos/marker-sensor'
import type { ReleaseRule, StopDecision } from '@dos/stop-decision'
import type { Place } from '../event/place.ts'
import type { Io } from '../io.ts'
import { unlessSeen } from '../progress/watch.ts'
import { type Judgement, release, type Trace } from './judgement.ts'

/** Additive ops: the budget was found spent and the turn released; the run was halted. */
export const SPENT = 'SPENT'
export const HALT = 'HALT'

/** What is known of a Stop by the time it is decided. */
export type Known = Place &
  Required<Pick<Judgement, 'warnings' | 'cap' | 'form' | 'gate' | 'isLoop'>> &
  Pick<Judgement, 'markers' | 'waited' | 'once' | 'progress' | 'unseen'>

/** What the record of a Stop says beside its op. */
export type Additions = Pick<NewRecord, 'now' | 'runId' | 'fields' | 'reason' | 'since'>

/** What there is to do when nothing more has to be found out. */
export type Decided = Exclude<StopDecision, { do: 'look' }>

/** Does what was decided. A hold or a halt is durable before it is answered. */
export function act(
  decision: Decided,
  known: Known,
  additions: Additions,
  flags: MarkerFlags,
  io: Io,
  trace: Trace,
): Judgement {
  const { tally, cap, gate, markers = 0 } = known
  const { reason } = decision
  switch (decision.do) {
    case 'release':
      if (decision.remember && !flags.dryRun) record(tally, { ...additions, op: SPENT })
      return { ...release(reason, known), ...outcomeOf(decision.rule, known) }
    case 'reset':
      if (!flags.dryRun) reset(tally, { ...additions, reason })
      return {
        ...release(reason, known),
        outcome: 'reset',
        markers: 0,
        ...(!flags.dryRun && { reset: true }),
      }
    case 'halt':
      if (!flags.dryRun) record(tally, { ...additions, op: HALT })
      return { ...known, answer: 'halt', outcome: 'halted', reason }
    case 'hold': {
      if (flags.dryRun) return { ...known, answer: 'hold', reason, markers: markers + 1 }
      const claimed = claim(tally, {
        reason: unlessSeen(gate.reason, { unseen: known.unseen ?? [] }),
        ...additions,
        cap,
        id: io.newId(),
      })
      if (!claimed.granted) {
        const lost = release('another call took the last place at the same moment', known)
        return { ...lost, outcome: 'refused', markers: claimed.count }
      }
      trace(`marker ${claimed.rank} recorded durably`)
      return { ...known, answer: 'hold', outcome: 'held', reason, markers: claimed.rank }
    }
  }
}

/** An ordinary turn is noted nowhere. The Stop of a loop is, also where it was left alone. */
function outcomeOf(rule: ReleaseRule, { isLoop }: Known): Pick<Judgement, 'outcome'> {
  if (rule === 'exhausted') return { outcome: 'refused' }
  return isLoop ? { outcome: 'unarmed' } : {}
}
