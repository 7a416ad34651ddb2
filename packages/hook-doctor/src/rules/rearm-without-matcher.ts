import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** `rearm` on every tool: a process more at each call. */
export const rearmWithoutMatcher: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.verb === 'rearm' && ['', '*', undefined].includes(hook.matcher))
    .map((wired) => ({
      id: 'rearm-without-matcher',
      area: 'wiring',
      severity: 'warning',
      what: `rearm is bound to every tool of ${wired.host.title}`,
      why: 'it is about two tools only, and is started, and waited for, at each call of any',
      mend: { edit: 'add "matcher": "ScheduleWakeup|CronCreate" beside its "hooks"' },
      place: placeOf(wired),
    }))
