import type { Rule } from '../rule.ts'
import { pointTo } from './config-malformed.ts'

/**
 * A table, or a key outside all tables, that nobody here reads. The file may be shared with other programs, so it is a
 * mistake only where it looks like one.
 */
export const unknownTable: Rule = ({ config }) =>
  config.unknownNames.map((each) => {
    const { name, isTable, meant } = each
    const what = isTable ? `there is no table [${name}]` : `${name} stands outside of all tables`
    return {
      id: 'unknown-table',
      area: 'configuration',
      severity: meant === undefined ? 'info' : 'warning',
      what:
        meant === undefined
          ? what
          : isTable
            ? `${what}; the nearest is [${meant}]`
            : `${what}; it is a key of [${meant}]`,
      why: "nothing of dos-hook reads it: what it was to change is as it was, unless it is another program's",
      ...(meant !== undefined && {
        mend: { edit: isTable ? `write [${meant}]` : `put it below a line [${meant}]` },
      }),
      ...pointTo(config, each),
    }
  })
