import type { Rule } from '../rule.ts'

/** A link out of the workspace: nothing is read or written through it. */
export const tallyOutside: Rule = ({ tally: { outside } }) =>
  outside === undefined
    ? []
    : [
        {
          id: 'tally-outside',
          area: 'tally',
          severity: 'error',
          what: `a link leads out of the workspace, to ${outside.to}`,
          why: 'a cloned repository must not choose where files grow: the tally is refused, and every turn is let end',
          mend: { edit: 'remove the link' },
          place: { file: outside.path },
        },
      ]
