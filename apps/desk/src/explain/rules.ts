import type { Rule } from '@dos/hook-call/marker/judgement'

/** What each rule of the decision says, in the order in which they are asked. */
export const RULES: Readonly<Record<Rule, string>> = {
  'stop-hook-active': 'a turn that was held already is left alone (respect_stop_hook_active)',
  'no-evidence': 'an ordinary turn is never touched',
  attended: 'a session that a person sits before is not armed by the environment alone',
  'woken-by-host': 'a turn that the host opens by itself again is left alone (release_when_woken)',
  progress: 'a turn that did work zeroes the streak and is released',
  live: 'an armed turn without progress is held while the budget lasts',
  exhausted: 'a budget that is spent is never held',
  'kept-going': 'a run that goes on after its budget was spent is halted (on_exhausted)',
}
