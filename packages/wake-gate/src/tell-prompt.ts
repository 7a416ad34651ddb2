import { placeholdersOf } from './placeholders.ts'

/** Who is behind a prompt: a task of the host that has ended, a schedule of the agent's own, or a person. */
export type PromptKind = 'notification' | 'scheduled' | 'human'

/** What one prompt is told apart by. */
export interface PromptEvidence {
  readonly prompt: string
  /** Digests of the prompts that were scheduled when the last turn ended; none where that is not known. */
  readonly scheduledDigests: readonly string[]
  /** Makes such a digest. Which one is the caller's business, so that no text of a prompt has to be kept. */
  readonly digest: (text: string) => string
}

/** How Claude Code begins the prompt by which it tells of a task that has ended. */
const NOTIFICATION = '<task-notification>'

/**
 * Tells who is behind a prompt, which no host says. What is known to be scheduled is scheduled, also where it begins
 * like a notification: a model must not get past its budget by the words it schedules. A prompt that is neither is a
 * human's, so an unknown schedule never turns anybody away.
 *
 * @example
 * const digest = (text: string) => `digest of ${text}`
 * tellPrompt({ prompt: 'look at CI', scheduledDigests: [digest('look at CI')], digest })
 * // 'scheduled'
 */
export function tellPrompt({ prompt, scheduledDigests, digest }: PromptEvidence): PromptKind {
  const isScheduled = (text: string): boolean => scheduledDigests.includes(digest(text))
  if (scheduledDigests.length > 0 && [prompt, ...placeholdersOf(prompt)].some(isScheduled)) return 'scheduled'
  return prompt.startsWith(NOTIFICATION) ? 'notification' : 'human'
}
