import type { DeskIo } from './desk-io.ts'

/**
 * Asks a person, once. Where this is not a terminal, only `--yes` is a yes.
 *
 * @param initial - what pressing Enter means
 * @returns `undefined` for yes, or why nothing is to be done
 */
export async function ask(
  { canAsk }: Pick<DeskIo, 'canAsk'>,
  { yes, question, initial }: { readonly yes: boolean; readonly question: string; readonly initial: boolean },
): Promise<string | undefined> {
  if (yes) return undefined
  if (!canAsk)
    return 'nothing was written, as this is not a terminal: pass --yes, or --dry-run to see the changes'
  const { confirm } = await import('@clack/prompts')
  const unanswered = new AbortController()
  const giveUp = (): void => unanswered.abort()
  // The end of the input, by Ctrl-D or because the terminal is gone, leaves nothing to wait for, and no answer.
  process.once('beforeExit', giveUp)
  const answer = await confirm({ message: question, initialValue: initial, signal: unanswered.signal })
  process.off('beforeExit', giveUp)
  return answer === true ? undefined : 'nothing was written'
}
