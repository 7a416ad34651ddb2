/**
 * An error as one line for people. What comes from the tally, or from stdout, says for
 * itself what to do; all else is a fault here.
 */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return `this is a fault of dos-hook itself: ${String(error)}`
  // By its name: in the bundle each part that is loaded on demand has a class of its own.
  if (error.name === 'TallyError' || error.name === 'StdoutError') return error.message
  return `this is a fault of dos-hook itself: ${error.message}`
}
