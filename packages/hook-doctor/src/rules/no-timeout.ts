import type { Rule } from '../rule.ts'
import { everyWired, placeOf, wireAnew } from '../wired.ts'

/** A hook without a timeout of its own: the host's is long, and a session hangs for as long as its hook does. */
export const noTimeout: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.timeoutSeconds === undefined)
    .map((wired) => {
      const { timeoutSeconds } = wired.host.able
      const until = timeoutSeconds === undefined ? 'nobody knows how long' : `${timeoutSeconds} s`
      return {
        id: 'no-timeout',
        area: 'wiring',
        severity: 'warning',
        what: `the hook on ${wired.hook.event} of ${wired.host.title} has no timeout`,
        why: `should it ever hang, on a disk that does not answer, say, the session hangs with it for ${until}`,
        mend: wireAnew(wired, 'write a timeout, of 10 s where nothing is waited for'),
        place: placeOf(wired),
      }
    })
