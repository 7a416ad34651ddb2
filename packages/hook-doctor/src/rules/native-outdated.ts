import type { Rule } from '../rule.ts'
import { compareVersions } from '../versions.ts'

/** The binary that was compiled on this machine, left behind by an update of the package. */
export const nativeOutdated: Rule = ({ native, version }) => {
  if (native === undefined) return []
  if (native.version !== undefined && compareVersions(native.version, version) >= 0) return []
  return [
    {
      id: 'native-outdated',
      area: 'versions',
      severity: 'warning',
      what: `the compiled binary is ${native.version ?? 'of no known version'}, and this package ${version}`,
      why: 'hooks that start the binary go on with the old one, whatever is updated beside it',
      mend: { run: 'dos-hook init --native' },
      place: { file: native.file },
    },
  ]
}
