import type { Count } from '@dos/hook-metrics/summary'

/** Why a line was not counted, as people say it. */
const REASONS: Readonly<Record<string, string>> = {
  'not-json': 'torn or not JSON',
  'not-an-object': 'not an object',
  foreign: 'of another family',
  'too-new': 'of a newer version',
  malformed: 'incomplete',
}

/** How many lines were not counted, and why: phrases that are not to be torn apart. */
export function skippedLine(skipped: readonly Count[]): readonly string[] {
  const total = skipped.reduce((sum, { count }) => sum + count, 0)
  const reasons = skipped.map(({ name, count }) => `${count} ${REASONS[name] ?? name}`)
  const [last = '', ...others] = reasons.toReversed()
  return [
    `${total} ${total === 1 ? 'line was' : 'lines were'} not counted:`,
    ...others.toReversed().map((reason) => `${reason},`),
    `${last}.`,
  ]
}
