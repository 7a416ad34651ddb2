/**
 * What a held turn tells the model. It is paid for as input at every hold, hence short; well under the 4,096 bytes
 * that a pipe takes in one piece.
 */
export function holdReason(marker: number, cap: number): string {
  return (
    `Wait marker ${marker} of ${cap}: this turn ended without progress and is held open only so that you can wait. ` +
    'Do not poll. If something is still running, wait for its completion signal, or block on it with one command; ' +
    `if nothing is, say so and finish. ${afterMarker(marker, cap)}`
  )
}

/** What happens after a marker, told to the model with it. */
export function afterMarker(marker: number, cap: number): string {
  const left = cap - marker
  return left === 0
    ? 'This was the last one: the next empty turn ends the session.'
    : `After ${left} more without progress the hold ends and the session stops.`
}
