import { readHookFlags } from '../hook-flags.ts'
import { readMarkerFlags } from '../marker/flags.ts'
import { usageError } from '../usage.ts'

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

/** The words up to where a shell would go on with something else. */
export function beforeOperator(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => /^([;&|<>]|\d?[<>])/.test(word))
  const own = end < 0 ? words : words.slice(0, end)
  return own.map((word, at) => (at === own.length - 1 ? word.replace(/[;&|]+$/, '') : word))
}
