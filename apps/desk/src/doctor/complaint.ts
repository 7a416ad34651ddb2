import { HOOK_FLAGS, MARKER_FLAGS } from '@dos/command-line/hook-verbs'
import { type Mistake, readFlags } from '@dos/command-line/read-flags'
import { describeMistake } from '@dos/command-line/usage'

const VERBS = { marker: MARKER_FLAGS, wake: HOOK_FLAGS, rearm: HOOK_FLAGS } as const

/** What this program itself would say about the words behind it; `undefined` where they are right. */
export function complaintAbout(verb: string | undefined, rest: readonly string[]): string | undefined {
  const mistake = mistakeIn(verb, rest)
  return mistake && describeMistake(mistake)
}

function mistakeIn(verb: string | undefined, rest: readonly string[]): Mistake | undefined {
  if (verb === 'marker' || verb === 'wake' || verb === 'rearm') {
    const reading = readFlags(rest, VERBS[verb])
    return reading.kind === 'wrong' ? reading : undefined
  }
  const [word] = rest
  return word === undefined
    ? { complaint: 'a command is missing' }
    : { complaint: `there is no command "${word}" for a hook`, unknown: word, known: Object.keys(VERBS) }
}
