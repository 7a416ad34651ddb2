import { isMadeUp } from './listed-as.ts'

/** Characters that Claude Code writes of a prompt into its transcript when a schedule fires (2.1.332); a pair may be missing. */
const WRITTEN = 200

/** The host's words for a loop that has no prompt of its own: `/loop`, or with a file's name behind it. */
const LOOP = /^\/loop( \(.*\))?$/

/** More than is ever compared, so that a prompt of any length is folded at once. */
const ENOUGH = 64 * 1024

/**
 * Whether a prompt is one that the host has written down as fired. It is written down in one line, without what can't be
 * seen, and cut: what is shorter than the cut has to be all of the prompt.
 */
export function isFired(prompt: string, fired: readonly string[]): boolean {
  if (fired.length === 0) return false
  const folded = fold(prompt)
  return fired.some((written) => {
    if (LOOP.test(written) && isMadeUp(prompt)) return true
    const begins = fold(written)
    if (begins === '') return false
    return folded === begins || (written.length >= WRITTEN - 1 && folded.startsWith(begins))
  })
}

function fold(text: string): string {
  return text
    .slice(0, ENOUGH)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/ +/g, ' ')
    .trim()
}
