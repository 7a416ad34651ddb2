/** Who is behind a prompt: a task of the host that has ended, a schedule of the agent's own, or a person. */
export type PromptKind = 'notification' | 'scheduled' | 'human'

/** What one prompt is told apart by. */
export interface PromptEvidence {
  readonly prompt: string
  /** Digests of the prompts that were scheduled when the last turn ended; none where that is not known. */
  readonly scheduledDigests: readonly string[]
  /** The digest of this prompt, made the same way as those. Which way is the caller's business. */
  readonly digest: string
}

/** How Claude Code begins the prompt by which it tells of a task that has ended. */
const NOTIFICATION = '<task-notification>'

/**
 * Tells who is behind a prompt, which no host says. What is known to be scheduled is scheduled, also where it begins
 * like a notification: a model must not get past its budget by the words it schedules. A prompt that is neither is a
 * human's, so an unknown schedule never turns anybody away.
 *
 * @example
 * tellPrompt({ prompt: 'look at CI', digest: 'd1', scheduledDigests: ['d1'] })
 * // 'scheduled'
 */
export function tellPrompt({ prompt, scheduledDigests, digest }: PromptEvidence): PromptKind {
  if (scheduledDigests.includes(digest)) return 'scheduled'
  return prompt.startsWith(NOTIFICATION) ? 'notification' : 'human'
}
