import type { Rule } from '../rule.ts'

/** Tallies in a repository: each hold is a change, and so looks like work; and others get one's count. */
export const tallyTracked: Rule = ({ tally: { tracked, folder } }) =>
  tracked === undefined || tracked === 0
    ? []
    : [
        {
          id: 'tally-tracked',
          area: 'tally',
          severity: 'warning',
          what: `git keeps ${tracked === 1 ? 'a file' : `${tracked} files`} of .dos`,
          why: 'every record shows up as a change, and whoever clones the repository starts with your count',
          mend: { run: 'git rm -r --cached .dos' },
          place: { file: folder },
        },
      ]
