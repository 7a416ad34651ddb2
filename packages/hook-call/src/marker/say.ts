import type { Judgement } from './judgement.ts'

/** What goes to stdout, if anything does. */
export interface Saying {
  readonly say?: string
  readonly warning?: string
  /** What it means where nobody takes it. */
  readonly lost?: string
}

/** A judgement in the words of the host that asked. */
export function sayingOf(judgement: Judgement): Saying {
  const { event, place } = judgement.found
  if (event === undefined) return {}
  const { told, dialect } = event
  switch (judgement.answer) {
    case 'hold': {
      const { words } = judgement
      const lost = 'the turn is released, and its marker stays counted'
      const say = dialect.hold(words)
      if (!place.reading?.ok || place.reading.config.marker.holdForm !== 'context') return { say, lost }
      // Only a host that is told for sure gets the quiet form: any other would take it for a release.
      if (told.sure && dialect.quietHold !== undefined) return { say: dialect.quietHold(words), lost }
      return {
        say,
        lost,
        warning: `hold_form = "context" is Claude Code's alone, and this event is not known to be from it: held by a block`,
      }
    }
    case 'halt':
      if (dialect.halt === undefined) throw new Error(`${dialect.title} can't be halted`)
      return { say: dialect.halt(`dos-hook: ${judgement.reason}`), lost: 'the run is not halted' }
    case 'release': {
      // A release says nothing, but for one thing: that the configuration can't be read is shown to the user, because
      // nobody sees stderr of a hook.
      const { fault, reason } = judgement
      if (fault !== 'configuration' || !told.sure || dialect.notice === undefined) return {}
      return { say: dialect.notice(`dos-hook: ${reason}`), lost: 'the user is not told' }
    }
    case 'none':
      return {}
  }
}
