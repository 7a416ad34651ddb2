import { isFired } from './fired-as.ts'
import { listingsOf } from './listed-as.ts'

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
