import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** An entry that has the command of a hook, and says that it is something else. */
export const noCommandHook: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { type, event } = wired.hook
    if (type === undefined || type === 'command') return []
    return [
      {
        id: 'no-command-hook',
        area: 'wiring',
        severity: 'error',
        what: `the hook on ${event} of ${wired.host.title} is of type ${JSON.stringify(type)}`,
        why: 'the host runs the command of a hook of type "command" alone: this one is never started',
        mend: { edit: 'write "type": "command" there' },
        place: placeOf(wired),
      },
    ]
  })
