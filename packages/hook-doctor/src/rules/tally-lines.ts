import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { TallyReading } from '../tally-facts.ts'

/** Lines of tallies that count nothing: half-written ones, other people's, and those of a later version. */
export const tallyLines: Rule = ({ tally: { read } }) => read.flatMap(judge)

function judge({ session, file, torn, foreign, tooNew }: TallyReading): readonly Finding[] {
  const common = { area: 'tally', place: { file } } as const
  return [
    ...(torn > 0
      ? [
          {
            ...common,
            id: 'torn-lines',
            severity: 'warning',
            what: `${lines(torn)} of ${session}'s tally ${torn === 1 ? 'is' : 'are'} no record`,
            why: 'a crash or a full disk cut them off: what they stood for is not counted',
            mend: { run: `dos-hook explain ${session}` },
          } as const,
        ]
      : []),
    ...(tooNew > 0
      ? [
          {
            ...common,
            id: 'too-new-lines',
            severity: 'warning',
            what: `${lines(tooNew)} of ${session}'s tally ${tooNew === 1 ? 'is' : 'are'} of a later version`,
            why: 'a newer dos-hook writes there, and this one counts without what it wrote',
            mend: { edit: 'use the newer version everywhere: wire it with its own `dos-hook init`' },
          } as const,
        ]
      : []),
    ...(foreign > 0
      ? [
          {
            ...common,
            id: 'foreign-lines',
            severity: 'info',
            what: `${lines(foreign)} of ${session}'s tally ${foreign === 1 ? 'is' : 'are'} another program's`,
            why: 'they are passed over',
          } as const,
        ]
      : []),
  ]
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`
}
