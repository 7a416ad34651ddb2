import { codeFrame } from '../code-frame.ts'
import type { ConfigFacts, ConfigProblem } from '../config-facts.ts'
import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** What stands still while one table can't be read. */
const WHY: Readonly<Record<string, string>> = {
  wait: 'while the table is malformed, every turn is let end and nothing is counted',
  wake: 'while the table is malformed, scheduled prompts run without a bound',
  noop_streak: 'programs that read this table refuse it; the hooks go by [marker]',
}

/** Something in the configuration has a wrong form or value: the hooks then act on nothing. */
export const configMalformed: Rule = ({ config }) =>
  config.problems.map((problem) => ({
    id: 'config-malformed',
    area: 'configuration',
    severity: problem.table === 'noop_streak' ? 'warning' : 'error',
    what: problem.message,
    why:
      WHY[problem.table ?? ''] ??
      'while the configuration is malformed, every turn is let end and nothing is counted',
    mend: { edit: 'correct it; to go by the defaults, take it out' },
    ...pointTo(config, problem),
  }))

/** The place of a complaint, with the code around it. */
export function pointTo(
  { file, text }: ConfigFacts,
  { line, column = 1 }: Pick<ConfigProblem, 'line' | 'column'>,
): Pick<Finding, 'place' | 'frame'> {
  if (line === undefined) return { place: { file } }
  return {
    place: { file, line, column },
    ...(text !== undefined && { frame: codeFrame(text, line, column) }),
  }
}
