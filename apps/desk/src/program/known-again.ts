import { inspect, joinWords } from '@dos/hook-wiring'

/** Whether entries that name a program by these words would be known as this program's own when they are read again. */
export function isKnownAgain(words: readonly string[]): boolean {
  const command = joinWords([...words, 'marker'])
  const inspection = inspect(
    'claude-code',
    JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } }),
  )
  return inspection.ok && inspection.found.some(({ verb, byHand }) => verb === 'marker' && !byHand)
}
