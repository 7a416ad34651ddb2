import type { Finding, Mend } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { shellWord } from '../shell-word.ts'
import type { TallyReading } from '../tally-facts.ts'

/** Lines of tallies that count nothing: half-written ones, other people's, and those of a later version. */
export const tallyLines: Rule = ({ tally: { read }, platform }) =>
  read.flatMap((reading) => judge(reading, platform))

function judge({ session, file, torn, foreign, tooNew }: TallyReading, platform: string): readonly Finding[] {
  const common = { area: 'tally', place: { file } } as const
  return [
    ...(torn > 0
      ? [
          {
            ...common,
            id: 'torn-lines',
            severity: 'info',
            what: `${lines(torn)} of ${session}'s tally ${torn === 1 ? 'is' : 'are'} no record`,
            why: 'a crash or a full disk cut them off: what they stood for is not counted, and what comes behind them is',
            mend: look(session, platform),
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

/** A tally is named by whoever made it: what would be a flag, or more than a word to a shell, is in no command. */
function look(session: string, platform: string): Mend {
  const word = session.startsWith('-') ? undefined : shellWord(session, platform)
  return word === undefined ? { edit: 'look at the lines in the file' } : { run: `dos-hook explain ${word}` }
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`
}
