import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { compareVersions } from '../versions.ts'

/** The least that the package says it runs in. */
const LEAST = { node: '20.0.0', bun: '1.2.0' } as const

/** Before it, Node can't end a git that takes too long, so none is started. */
const LEAST_FOR_GIT = '20.16.0'

/** What a wired command runs in. A compiled one needs nothing. */
export const runtimeOutdated: Rule = ({ commands }) =>
  commands.flatMap(({ command, runtime, places: [place] }): readonly Finding[] => {
    if (runtime === undefined) return []
    const { name, version } = runtime
    const title = name === 'node' ? 'Node' : 'Bun'
    const common = {
      area: 'versions',
      mend: { edit: `update ${title}, or be without it: \`dos-hook init --native\`` },
      ...(place && { place }),
    } as const
    if (compareVersions(version, LEAST[name]) < 0) {
      return [
        {
          ...common,
          id: 'runtime-too-old',
          severity: 'error',
          what: `${command} runs in ${title} ${version}; it needs ${LEAST[name]} or later`,
          why: 'it may fail at every call, and the host takes that for a release',
        },
      ]
    }
    if (name === 'bun' || compareVersions(version, LEAST_FOR_GIT) >= 0) return []
    return [
      {
        ...common,
        id: 'runtime-without-git',
        severity: 'warning',
        what: `${command} runs in Node ${version}, which can't ask git in time`,
        why: 'before 20.16, uncommitted work is not seen: a turn that did some is counted as if it had done nothing',
      },
    ]
  })
