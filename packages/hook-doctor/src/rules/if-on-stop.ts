import type { Rule } from '../rule.ts'
import { everyWired, placeOf, wireAnew } from '../wired.ts'

/** `if` is for tools; on an event without one the condition never holds, and Claude Code never runs the hook. */
export const ifOnStop: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.hasIf && (hook.moment === 'stop' || hook.moment === 'prompt'))
    .map((wired) => ({
      id: 'if-on-stop',
      area: 'wiring',
      severity: 'error',
      what: `the hook on ${wired.hook.event} of ${wired.host.title} has an "if"`,
      why: 'a condition on an event that is about no tool never holds: the host never runs the hook',
      mend: wireAnew(wired, 'take the "if" out'),
      place: placeOf(wired),
    }))
