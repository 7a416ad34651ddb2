import type { Rule } from '../rule.ts'

/** The shell that asks is armed, and so is every session that is started from it. */
export const armedHere: Rule = ({ environment: { armedBy } }) =>
  armedBy.length === 0
    ? []
    : [
        {
          id: 'armed-here',
          area: 'configuration',
          severity: 'info',
          what: `${armedBy.join(' and ')} ${armedBy.length > 1 ? 'are' : 'is'} set in this environment`,
          why: 'every session that is started from here counts as a loop, also one that you sit before',
        },
      ]
