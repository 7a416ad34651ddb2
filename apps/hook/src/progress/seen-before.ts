import type { HookEvent } from '../event.ts'
import { turnOf } from '../turn.ts'
import type { Look } from './watch.ts'

/**
 * What another verb has already seen go forward in the turn that ends now: the newest record that counts is the `RESET`
 * that it wrote. Whoever looks second finds nothing new, and the turn did its work all the same.
 *
 * @returns what it saw, or `undefined`
 */
export function seenBefore({ newest }: Look, event: HookEvent): string | undefined {
  if (newest?.op !== 'RESET') return undefined
  const { since, verb, prompt_id: turn, reason } = newest.fields
  if (typeof since !== 'string' || typeof verb !== 'string') return undefined
  const own = turnOf(event)
  if (typeof turn === 'string' && own !== undefined && turn !== own) return undefined
  return `seen by ${verb}${typeof reason === 'string' ? `, ${reason}` : ''}`
}
