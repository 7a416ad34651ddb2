import type { Detached } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** What to say of each thing that may stand between a hook and its host. */
const SAY: Readonly<Record<Detached, readonly [what: string, why: string]>> = {
  output: [
    'sends its stdout elsewhere',
    'the host reads the answer from stdout: a turn is counted as held, and let end',
  ],
  pipe: [
    'hands its stdout to another program',
    'the host reads what that one says: a turn is held only where it passes every answer on',
  ],
  background: [
    'runs in the background',
    'a shell gives it no event then, and does not wait for its answer: every turn is let end',
  ],
  input: ['takes its stdin from elsewhere', 'the event never reaches it, and every turn is let end'],
}

/** A command line in which a shell keeps the event from the hook, or its answer from the host. */
export const answerLost: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { verb, event, flags, detached } = wired.hook
    // What only zeroes a streak says nothing.
    const harmless: readonly Detached[] = flags.includes('--reset') ? ['output', 'pipe'] : []
    const lost = detached.find((each) => !harmless.includes(each))
    if (verb === undefined || lost === undefined) return []
    const [what, why] = SAY[lost]
    return [
      {
        id: 'answer-lost',
        area: 'wiring',
        severity: lost === 'pipe' ? 'warning' : 'error',
        what: `the hook on ${event} of ${wired.host.title} ${what}`,
        why,
        mend: { edit: 'take that out of the command there' },
        place: placeOf(wired),
      },
    ]
  })
