import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf, wireAnew } from '../wired.ts'

/** Less than any hook takes through a loaded machine. */
const SHORTEST = 1

/** Ten thousand "milliseconds" in a host that counts seconds are nearly three hours. */
const LONGEST = 7200

/** A timeout that was written in the other unit: hosts count in seconds or in milliseconds. */
export const timeoutUnit: Rule = (facts) =>
  everyWired(facts).flatMap((wired): readonly Finding[] => {
    const { hook, host } = wired
    const seconds = hook.timeoutSeconds
    if (seconds === undefined) return []
    const unit = `${host.title} counts timeouts in ${host.able.milliseconds ? 'milliseconds' : 'seconds'}`
    const place = placeOf(wired)
    if (seconds < SHORTEST) {
      return [
        {
          id: 'timeout-too-short',
          area: 'wiring',
          severity: 'error',
          what: `the hook on ${hook.event} of ${host.title} may take ${seconds} s: ${unit}`,
          why: 'the host ends it before it can answer, and every turn is let end',
          mend: wireAnew(wired, 'write a longer timeout'),
          place,
        },
      ]
    }
    const { wait } = facts.config
    if (seconds <= Math.max(LONGEST, 2 * (wait?.maxSeconds ?? 0))) return []
    return [
      {
        id: 'timeout-too-long',
        area: 'wiring',
        severity: 'warning',
        what: `the hook on ${hook.event} of ${host.title} may take ${seconds} s: ${unit}`,
        why: 'should it ever hang, the session hangs with it',
        mend: { edit: 'write a shorter timeout' },
        place,
      },
    ]
  })
