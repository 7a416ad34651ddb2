import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers } from '../wired.ts'

/** Qwen Code 0.15 said at the first Stop already that it belongs to a chain (measured on 0.15.10, not on 0.24.4). */
export const latchOnFirstStop: Rule = (facts) =>
  facts.config.marker?.respectStopHookActive !== true
    ? []
    : stopMarkers(facts)
        .filter(({ host }) => host.host === 'qwen')
        .map((wired) => ({
          id: 'latch-on-first-stop',
          area: 'budget',
          severity: 'info',
          what: 'Qwen Code 0.15 sets stop_hook_active at every Stop, also at the first',
          why: 'with respect_stop_hook_active = true nothing is ever held there; Qwen Code 0.24 does not do so',
          mend: { edit: 'where an old Qwen Code runs, set respect_stop_hook_active = false in [marker]' },
          place: placeOf(wired),
        }))
