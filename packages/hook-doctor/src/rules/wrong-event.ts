import type { WiredHook } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf } from '../wired.ts'

/** A verb on an event that it doesn't answer. */
export const wrongEvent: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { hook, host } = wired
    const wanted = wantedEvent(hook)
    if (wanted === undefined) return []
    return [
      {
        id: 'wrong-event',
        area: 'wiring',
        severity: 'warning',
        what: `${hook.verb} is bound to ${hook.event} of ${host.title}, but answers ${wanted}`,
        why: 'it lets every other event pass: bound there it costs time and does nothing',
        mend: { edit: `bind it to ${wanted}` },
        place: placeOf(wired),
      },
    ]
  })

/** What a hook should have been bound to; `undefined` where it is. */
function wantedEvent({ verb, flags, moment }: WiredHook): string | undefined {
  switch (verb) {
    case 'marker':
      return moment === 'stop' || flags.includes('--reset') ? undefined : 'Stop'
    case 'wake':
      return moment === 'stop' || moment === 'prompt' ? undefined : 'Stop and UserPromptSubmit'
    case 'rearm':
      return moment === 'before-tool' ? undefined : 'PreToolUse'
    default:
      return undefined
  }
}
