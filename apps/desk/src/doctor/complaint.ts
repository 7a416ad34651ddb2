import { readHookFlags } from '@dos/command-line/hook-flags'
import { readMarkerFlags } from '@dos/command-line/marker-flags'
import { usageError } from '@dos/command-line/usage'

const VERBS = ['marker', 'wake', 'rearm'] as const

/** What this program itself would say about the words behind it; `undefined` where they are right. */
export function complaintAbout(verb: string | undefined, rest: readonly string[]): string | undefined {
  const reading =
    verb === 'marker'
      ? readMarkerFlags(rest)
      : verb === 'wake' || verb === 'rearm'
        ? readHookFlags(rest, {})
        : noVerb(rest[0])
  // Where to read more is said in another place.
  return reading.ok ? undefined : usageError('', reading).replace(/\. See {2}--help$/, '')
}

function noVerb(word: string | undefined) {
  return word === undefined
    ? ({ ok: false, complaint: 'a verb is missing' } as const)
    : ({
        ok: false,
        complaint: `there is no verb "${word}" for a hook`,
        unknown: word,
        known: VERBS,
      } as const)
}
