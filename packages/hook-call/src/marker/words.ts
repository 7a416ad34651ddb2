/** What a held turn can be told of itself. All of it must be true of its own chain. */
export interface HeldTurn {
  /** Which marker of the streak it took, from 1. */
  readonly marker: number
  readonly cap: number
  /** Whether the next Stop of this chain is released whatever the budget: the host tells it, and the policy respects it. */
  readonly once: boolean
  /** What could not be looked at, each with why. */
  readonly unseen: readonly string[]
}

/** What a held turn tells the model, once it is known which marker it took. */
export type Words = (held: HeldTurn) => string

/**
 * What a held turn tells the model. It is paid for as input at every hold, hence short; well under the 4,096 bytes
 * that a pipe takes in one piece.
 */
export function holdReason(held: HeldTurn): string {
  const { marker, cap, unseen } = held
  const how =
    unseen.length === 0
      ? 'this turn ended without progress and is held open only so that you can wait.'
      : `this turn is held open only so that you can wait; progress could not be checked (${unseen.join('; ')}).`
  return (
    `Wait marker ${marker} of ${cap}: ${how} ` +
    'Do not poll. If something is still running, wait for its completion signal, or block on it with one command; ' +
    `if nothing is, say so and finish. ${afterMarker(held)}`
  )
}

/** What happens after a marker, told to the model with it. */
export function afterMarker({ marker, cap, once, unseen }: HeldTurn): string {
  const left = cap - marker
  const isChecked = unseen.length === 0
  if (once) {
    const last = left === 0 ? ', and it was the last that can be held' : ''
    return `When it ends again it is let go${last}.`
  }
  if (left === 0) return `This was the last one: the next ${isChecked ? 'empty ' : ''}turn ends the session.`
  return `After ${left} more${isChecked ? ' without progress' : ''} the hold ends and the session stops.`
}
