/**
 * Characters of a scheduled prompt that Claude Code lists on Stop (2.1.286 to 2.1.332): UTF-16 units, and one less where
 * the last would be half of a pair. What follows is told by {@link CUT}.
 */
const LISTED = 1000

/** How a prompt ends that was cut: `… [+123 chars]`. */
const CUT = /… \[\+\d+ chars\]$/

/**
 * What Claude Code schedules for a `/loop` that was given no prompt. It makes up the prompt only when the time comes,
 * so what is listed as scheduled is not what arrives.
 */
const PLACEHOLDERS: readonly string[] = [
  '<<autonomous-loop>>',
  '<<autonomous-loop-dynamic>>',
  '<<loop.md>>',
  '<<loop.md-dynamic>>',
]

/** How the prompts begin that it makes of them (Claude Code 2.1.330). */
const MADE_UP = /^# (Autonomous loop|\/loop) (check|tick)\b/

/** Whether the host made this prompt up for a loop that has none of its own. */
export function isMadeUp(prompt: string): boolean {
  return MADE_UP.test(prompt)
}

/**
 * A whole prompt as Claude Code lists it among what is scheduled: its first 1,000 characters, and how many more there
 * are. Two prompts that begin alike are listed alike only where they are equally long.
 *
 * @example
 * asListed('x'.repeat(1002)) // 1,000 times x, and '… [+2 chars]'
 */
export function asListed(prompt: string): string {
  if (prompt.length <= LISTED) return prompt
  return cut(prompt, endsInHalf(prompt) ? LISTED - 1 : LISTED)
}

/** Every text under which a prompt may have been listed: by hosts that cut so, that cut otherwise, or not at all. */
export function listingsOf(prompt: string): readonly string[] {
  const placeholders = isMadeUp(prompt) ? PLACEHOLDERS : []
  if (prompt.length <= LISTED) return [prompt, ...placeholders]
  const listings = [asListed(prompt), cut(prompt, LISTED), ...byCodePoints(prompt), ...placeholders]
  // A cut prompt that somebody copied is not the one that it was cut from.
  return CUT.test(prompt) ? listings : [...listings, prompt]
}

function cut(prompt: string, units: number): string {
  return `${prompt.slice(0, units)}… [+${prompt.length - units} chars]`
}

function endsInHalf(prompt: string): boolean {
  const last = prompt.charCodeAt(LISTED - 1)
  return last >= 0xd800 && last <= 0xdbff
}

/** As it would be cut where pairs of UTF-16 count once; nothing where there are none, or too few characters to cut. */
function byCodePoints(prompt: string): readonly string[] {
  const pairs = prompt.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0
  const more = prompt.length - pairs - LISTED
  if (pairs === 0 || more <= 0) return []
  const head = [...prompt.slice(0, 2 * LISTED)].slice(0, LISTED).join('')
  return [`${head}… [+${more} chars]`]
}
