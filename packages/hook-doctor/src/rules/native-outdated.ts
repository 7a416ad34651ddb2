import type { Rule } from '../rule.ts'
import { compareVersions } from '../versions.ts'
import { everyWired, wireAnew } from '../wired.ts'

/** The binary that was compiled on this machine, left behind by an update of the package. */
export const nativeOutdated: Rule = (facts) => {
  const { native, version } = facts
  if (native === undefined) return []
  if (native.version !== undefined && compareVersions(native.version, version) >= 0) return []
  const wired = everyWired(facts).find(({ hook }) => hook.program.word === native.file)
  const mend = wired && wireAnew(wired, 'compile it again: `dos-hook init --native`')
  return [
    {
      id: 'native-outdated',
      area: 'versions',
      // What nobody starts does no harm.
      severity: wired === undefined ? 'info' : 'warning',
      what: `the compiled binary is ${native.version ?? 'of no known version'}, and this package ${version}`,
      why: 'hooks that start the binary go on with the old one, whatever is updated beside it',
      ...(mend && { mend: 'run' in mend ? { run: `${mend.run} --native` } : mend }),
      place: { file: native.file },
    },
  ]
}
