/**
 * Who is behind a prompt: something of the host's own (a task that has ended, a message of another agent), a schedule of
 * the agent's own, a person, or nobody: the host goes on with the turn it is in.
 */
export type PromptKind = 'notification' | 'scheduled' | 'human' | 'continuation'

/** What one prompt is told apart by. */
export interface PromptEvidence {
  readonly prompt: string
  /** What the host itself says of where it comes from (Claude Code's `source`), not trusted to be anything. */
  readonly source?: unknown
  /** Digests of the prompts that are scheduled, each {@link asListed}; none where that is not known. */
  readonly scheduledDigests: readonly string[]
  /** Makes such a digest. Which one is the caller's business, so that no text of a prompt has to be kept. */
  readonly digest: (text: string) => string
  /**
   * The prompts that the host has just written down as fired, in its own short form. Asked only where nothing else tells
   * that the prompt was scheduled; default: none.
   */
  readonly fired?: () => readonly string[]
}

/** What Claude Code says of a prompt's origin (in its schema since 2.1.286). Other words are as good as none. */
const SOURCES: Readonly<Record<string, PromptKind>> = {
  user: 'human',
  sdk: 'human',
  loop_wakeup: 'scheduled',
  schedule_wakeup: 'scheduled',
  system: 'notification',
  poll_event: 'notification',
}

/** How Claude Code begins the prompts by which it tells of a task that has ended (2.1.332). */
const NOTIFICATION = /^(<task-notification>|\[SYSTEM NOTIFICATION - NOT USER INPUT\])/

/** How it begins what a schedule of the account, or a program, sends (2.1.332). */
const FIRING = '[SCHEDULED TASK - AUTOMATED FIRING OF A CONFIGURED PROMPT]'

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

/** How the prompts begin that it makes of them (2.1.330). */
const MADE_UP = /^# (Autonomous loop|\/loop) (check|tick)\b/

/** The host's words for such a loop in its transcript, perhaps with a file's name behind it. */
const LOOP = /^\/loop( \(.*\))?$/

/**
 * Characters of a scheduled prompt that Claude Code lists on Stop (2.1.286 to 2.1.332): UTF-16 units, and one less where
 * the last would be half of a pair.
 */
const LISTED = 1000

/** How a prompt ends that was cut: `… [+123 chars]`. */
const CUT = /… \[\+\d+ chars\]$/

/** Characters that it writes of a prompt into its transcript when a schedule fires (2.1.332); a pair may be missing. */
const WRITTEN = 200

/** More than is ever compared, so that a prompt of any length is folded at once. */
const ENOUGH = 64 * 1024

/**
 * Tells who is behind a prompt. What the host itself says settles it. Else what is known to be scheduled is scheduled,
 * also where it begins like a notification: a model must not get past its budget by the words it schedules. A prompt that
 * is none of these is a human's, so an unknown schedule never turns anybody away, and a known one takes from nobody the
 * right to give the budget back.
 *
 * @example
 * const digest = (text: string) => `digest of ${text}`
 * tellPrompt({ prompt: 'look at CI', scheduledDigests: [digest('look at CI')], digest })
 * // 'scheduled'
 */
export function tellPrompt(evidence: PromptEvidence): PromptKind {
  const { prompt, source, scheduledDigests, digest, fired = () => [] } = evidence
  if (typeof source === 'string' && Object.hasOwn(SOURCES, source)) return SOURCES[source] as PromptKind
  if (scheduledDigests.length > 0) {
    const known = new Set(scheduledDigests)
    if (listingsOf(prompt).some((text) => known.has(digest(text)))) return 'scheduled'
  }
  if (prompt.trim() === '') return 'continuation'
  if (prompt.startsWith(FIRING) || isFired(prompt, fired())) return 'scheduled'
  return NOTIFICATION.test(prompt) ? 'notification' : 'human'
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
  const endsInHalf = /[\uD800-\uDBFF]/.test(prompt.charAt(LISTED - 1))
  return cut(prompt, endsInHalf ? LISTED - 1 : LISTED)
}

function cut(prompt: string, units: number): string {
  return `${prompt.slice(0, units)}… [+${prompt.length - units} chars]`
}

/** Every text under which a prompt may have been listed: by hosts that cut so, that cut otherwise, or not at all. */
function listingsOf(prompt: string): readonly string[] {
  const placeholders = MADE_UP.test(prompt) ? PLACEHOLDERS : []
  if (prompt.length <= LISTED) return [prompt, ...placeholders]
  const listings = [asListed(prompt), cut(prompt, LISTED), ...byCodePoints(prompt), ...placeholders]
  // A cut prompt that somebody copied is not the one that it was cut from.
  return CUT.test(prompt) ? listings : [...listings, prompt]
}

/** As it would be cut where pairs of UTF-16 count once; nothing where there are none, or too few characters to cut. */
function byCodePoints(prompt: string): readonly string[] {
  const pairs = prompt.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0
  const more = prompt.length - pairs - LISTED
  if (pairs === 0 || more <= 0) return []
  const head = [...prompt.slice(0, 2 * LISTED)].slice(0, LISTED).join('')
  return [`${head}… [+${more} chars]`]
}

/**
 * Whether a prompt is one that the host has written down as fired. It is written down in one line, without what can't be
 * seen, and cut: what is shorter than the cut has to be all of the prompt.
 */
function isFired(prompt: string, fired: readonly string[]): boolean {
  if (fired.length === 0) return false
  const folded = fold(prompt)
  return fired.some((written) => {
    if (LOOP.test(written) && MADE_UP.test(prompt)) return true
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
