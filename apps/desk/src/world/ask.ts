import type { DeskIo } from './desk-io.ts'

/** What may be done without a question, and whether one can be asked. */
export interface Asking {
  readonly yes: boolean
  /** What is asked, without a question mark where somebody can't be. */
  readonly question: string
  /** What pressing Enter means. */
  readonly initial: boolean
}

/**
 * Asks a person, once. Where nobody can be asked, only `--yes` is a yes.
 *
 * @returns `undefined` for yes, or why nothing is to be done
 */
export async function ask({ canAsk }: Pick<DeskIo, 'canAsk'>, asking: Asking): Promise<string | undefined> {
  if (asking.yes) return undefined
  if (!canAsk) return 'nothing was written: nobody can be asked here, so say --yes, or --dry-run to only look'
  const { confirm } = await import('@clack/prompts')
  const unanswered = new AbortController()
  const giveUp = (): void => unanswered.abort()
  // The end of the input, by Ctrl-D or because the terminal is gone, leaves nothing to wait for, and no answer.
  process.once('beforeExit', giveUp)
  const { question: message, initial: initialValue } = asking
  const answer = await confirm({ message, initialValue, signal: unanswered.signal })
  process.off('beforeExit', giveUp)
  return answer === true ? undefined : 'nothing was written'
}
