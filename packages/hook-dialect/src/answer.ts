import { isBlank } from './bytes.ts'
import { capabilitiesOf } from './capabilities-of.ts'
import { dialectOf } from './dialects.ts'
import type { HostName } from './host-name.ts'

/** What a hook wants a host to do. */
export type Wanted =
  | { readonly do: 'release' }
  | { readonly do: 'hold' | 'quietHold' | 'halt'; readonly reason: string }
  | { readonly do: 'notice'; readonly message: string }

/** The bytes for stdout, or a sentence that says why there are none. */
export type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string }

/**
 * The bytes that make this host do what is wanted. Refused, with a sentence for people, where the host can't do it or
 * isn't known to, and where the words are blank: never bytes that the host would ignore.
 */
export function answer(host: HostName, wanted: Wanted): Answer {
  const dialect = dialectOf<HostName>(host)
  if (wanted.do === 'release') return { ok: true, text: dialect.release }
  const say = dialect[wanted.do]
  if (say === undefined) {
    const why = capabilitiesOf(host).lacks?.[wanted.do] ?? 'it is not known to be able to'
    return { ok: false, why: `${dialect.title} has no ${wanted.do}: ${why}` }
  }
  const words = wanted.do === 'notice' ? wanted.message : wanted.reason
  if (isBlank(words)) return { ok: false, why: `a ${wanted.do} needs words that are not blank` }
  return { ok: true, text: say(words) }
}
