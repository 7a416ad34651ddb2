import type { WaitSettings } from '../config-facts.ts'
import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers, wireAnew } from '../wired.ts'

/** A wait that is longer than the host lets its hook run: it ends the hook, and the turn with it. */
export const waitOutlastsTimeout: Rule = (facts) => {
  const { wait } = facts.config
  if (wait === undefined || !waits(wait)) return []
  return stopMarkers(facts).flatMap((wired) => {
    const timeout = wired.hook.timeoutSeconds ?? wired.host.able.timeoutSeconds
    if (timeout === undefined || timeout > wait.maxSeconds) return []
    return [
      {
        id: 'wait-outlasts-timeout',
        area: 'configuration',
        severity: 'error',
        what: `[wait] may take ${wait.maxSeconds} s, but ${wired.host.title} ends the hook after ${timeout} s`,
        why: 'a hook that is ended in its wait lets the turn end: work in the background may be lost',
        mend: wireAnew(wired, `write a timeout above ${wait.maxSeconds} s, or a smaller max_seconds`),
        place: placeOf(wired),
      },
    ]
  })
}

/** Whether there is anything that it waits for. */
export function waits({ background, until }: WaitSettings): boolean {
  return background || until !== undefined
}
