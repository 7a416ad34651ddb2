import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** A hook that its host doesn't wait for: Claude Code says that such a one decides nothing, Codex passes it over. */
export const asyncHook: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.async && !hook.flags.includes('--reset'))
    .map((wired) => ({
      id: 'async-hook',
      area: 'wiring',
      severity: 'error',
      what: `the hook on ${wired.hook.event} of ${wired.host.title} has "async": true`,
      why: 'the host does not wait for what it answers: a turn is counted as held, and let end',
      mend: { edit: 'take "async" out there' },
      place: placeOf(wired),
    }))
