import type { OnceMet } from './fields.ts'
import type { WaitFor } from './plan.ts'

/** What became of a wait. */
export type WaitEnd =
  /** What was waited for is there. */
  | 'met'
  /** The time is over. */
  | 'late'
  /** It was ended from outside: by a signal, by the host's death. */
  | 'aborted'
  /** There was nothing to wait for. */
  | 'nothing'

/** What to do with the turn. */
export type WaitAnswer =
  /** Let it end. */
  | 'release'
  /** Hold it open, telling the model that what was waited for is there. */
  | 'hold'
  /** Whatever would have been done without a wait. */
  | 'go-on'
  /** Say nothing and leave no trace. */
  | 'vanish'

/**
 * Answers a wait. What is there is told by a hold, but for two cases: the policy says `release`; or background shells
 * have ended and the host opens a turn for that by itself.
 *
 * @param hostReports - whether the host tells the model of a background shell's end
 */
export function answerWait(
  end: WaitEnd,
  {
    for: what,
    onceMet,
    hostReports,
  }: { readonly for: WaitFor; readonly onceMet: OnceMet; readonly hostReports: boolean },
): WaitAnswer {
  switch (end) {
    case 'met':
      return onceMet === 'release' || (what === 'background' && hostReports) ? 'release' : 'hold'
    case 'late':
    case 'nothing':
      return 'go-on'
    case 'aborted':
      return 'vanish'
  }
}
