import type { AnyDialect } from '@dos/hook-dialect'
import type { HookEvent } from '../event/event.ts'
import type { Judgement } from './judgement.ts'
import { type HeldTurn, holdReason } from './reason.ts'

/** What goes to stdout, if anything does. */
export interface Saying {
  readonly say?: string
  readonly warning?: string
  /** What it means where nobody takes it. */
  readonly lost?: string
}

/** A judgement in the words of the host that asked. */
export function sayingOf(judgement: Judgement): Saying {
  const { answer, event, reason } = judgement
  if (event === undefined) return {}
  switch (answer) {
    case 'hold':
      return hold(judgement, event)
    case 'halt':
      return {
        say: haltingBy(event.dialect)(`dos-hook: ${reason}`),
        lost: 'the run is not halted',
      }
    case 'release':
      return notice(judgement, event)
  }
}

const NOT_TAKEN = 'the turn is released, and its marker stays counted'

/** Only a host that is told for sure gets the quiet form: any other would take it for a release. */
function hold(judgement: Judgement, { told, dialect }: HookEvent): Saying {
  const { form, words } = judgement
  const reason = words ?? holdReason(heldBy(judgement))
  if (form !== 'context') return { say: dialect.hold(reason), lost: NOT_TAKEN }
  if (told.sure && dialect.quietHold !== undefined) {
    return { say: dialect.quietHold(reason), lost: NOT_TAKEN }
  }
  return {
    say: dialect.hold(reason),
    lost: NOT_TAKEN,
    warning: `hold_form = "context" is Claude Code's alone, and this event is not known to be from it: held by a block`,
  }
}

/** A hold as it can be told to the model. */
export function heldBy({ markers = 0, cap = 0, once = false, unseen = [] }: Judgement): HeldTurn {
  return { marker: markers, cap, once, ...(unseen.length > 0 && { unchecked: unseen.join('; ') }) }
}

/** `judge` halts only where the dialect can. */
function haltingBy({ halt, title }: AnyDialect): (reason: string) => string {
  if (halt === undefined) throw new Error(`${title} can't be halted`)
  return halt
}

/**
 * A release says nothing, but for one thing: that the configuration can't be read is shown to the user, where the host
 * is told for sure and has a way to, because nobody sees stderr of a hook.
 */
function notice({ misconfigured, complaint }: Judgement, { told, dialect }: HookEvent): Saying {
  if (!misconfigured || complaint === undefined || !told.sure || dialect.notice === undefined) return {}
  return { say: dialect.notice(`dos-hook: ${complaint}`), lost: 'the user is not told' }
}
