import type { Finding } from '../finding.ts'
import { median } from '../median.ts'
import type { Rule } from '../rule.ts'
import { compareVersions } from '../versions.ts'
import { everyWired, wireAnew } from '../wired.ts'

/** Before it, Node can't end a git that takes too long, so none is started. */
const LEAST_FOR_GIT = '20.16.0'

/** Milliseconds. A call takes some 10 compiled and 60 under Node; a person notices from here on. */
const SLOW = 300

/** The binary that was compiled on this machine, left behind by an update of the package. */
export const nativeOutdated: Rule = (facts) => {
  const native = facts.programs.find(({ what }) => what === 'the compiled binary')
  if (native?.version === undefined || compareVersions(native.version, facts.version) >= 0) return []
  const wired = everyWired(facts).find(({ hook }) => hook.program.word === native.file)
  const anew = wired && wireAnew(wired, 'replace it: run `init` of the newer one')
  return [
    {
      id: 'native-outdated',
      area: 'versions',
      // What nobody starts does no harm.
      severity: wired === undefined ? 'info' : 'warning',
      what: `the compiled binary is ${native.version}, and this package ${facts.version}`,
      why: 'hooks that start the binary go on with the old one, whatever is updated beside it',
      ...(anew && { mend: anew }),
      place: { file: native.file },
    },
  ]
}

/** Node that is too old to look at uncommitted work. */
export const runtimeWithoutGit: Rule = ({ programs: [self] }) =>
  self?.runtime?.name !== 'node' || compareVersions(self.runtime.version, LEAST_FOR_GIT) >= 0
    ? []
    : [
        {
          id: 'runtime-without-git',
          area: 'versions',
          severity: 'warning',
          what: `Node here is ${self.runtime.version}, which can't ask git in time`,
          why: 'before 20.16, uncommitted work is not seen: a turn that did some is counted as if it had done nothing',
          mend: { edit: 'update Node, or install Bun, which `dos-hook init` then wires' },
        },
      ]

/** A program of this package that takes its time, at the end of every turn. */
export const slowProgram: Rule = ({ programs }) =>
  programs.flatMap(({ what, file, ms }): readonly Finding[] =>
    ms.length === 0 || median(ms) <= SLOW
      ? []
      : [
          {
            id: 'slow-command',
            area: 'latency',
            severity: 'warning',
            what: `${what} takes ${Math.round(median(ms))} ms, at most ${Math.round(Math.max(...ms))}`,
            why: 'the host waits for it at the end of every turn, also of those that it lets pass',
            mend: { edit: 'wire the command for yourself: `dos-hook init --scope user`' },
            place: { file },
          },
        ],
  )

/** What is watched for progress and can't be seen: a turn that did work then counts as one that did nothing. */
export const progressUnseen: Rule = ({ progressLook }) =>
  progressLook?.unseen === undefined
    ? []
    : [
        {
          id: 'progress-unseen',
          area: 'progress',
          severity: 'warning',
          what: `progress can't be seen here: ${progressLook.unseen}`,
          why: 'a turn that did work is counted as if it had done nothing, and the model is told that nobody could look',
          mend: { edit: 'see to that, or watch files that can be seen: paths in [progress]' },
        },
      ]
