import type { Rule } from '../rule.ts'
import { everyWired, placeOf, wireAnew } from '../wired.ts'

/** A hook that answers in the words of another host than the one it is bound to. */
export const wrongDialect: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { hook, host, file } = wired
    const { dialect } = hook
    if (dialect === undefined || dialect === 'auto' || dialect === host.host) return []
    // Some hosts share a file: then it is meant for the other.
    const shared = facts.hosts.some(
      (other) => other.host === dialect && other.files.some((each) => each.file === file.file),
    )
    if (shared) return []
    return [
      {
        id: 'wrong-dialect',
        area: 'wiring',
        severity: 'error',
        what: `the hook on ${hook.event} of ${host.title} is told to answer as ${dialect}`,
        why: 'a host passes over an answer that is not its own: the turn is counted as held, and let end',
        mend: wireAnew(wired, `write --dialect ${host.host}, or leave it out`),
        place: placeOf(wired),
      },
    ]
  })
