import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { compareVersions } from '../versions.ts'
import { wireCommandAnew } from '../wired.ts'

/** A wired command of another version than the one that looks. */
export const versionDiffers: Rule = (facts) =>
  facts.commands.flatMap(({ command, places, run }): readonly Finding[] => {
    const { version } = facts
    if (run.kind !== 'ran' || run.version === version) return []
    const older = compareVersions(run.version, version) < 0
    return [
      {
        id: older ? 'wired-older' : 'wired-newer',
        area: 'versions',
        severity: older ? 'warning' : 'info',
        what: `${command} is ${run.version}, ${older ? 'older' : 'newer'} than this one, which is ${version}`,
        why: older
          ? 'what is told here of the configuration need not hold for it'
          : 'it may know keys and records that are unknown here',
        ...(older && { mend: wireCommandAnew(facts, places, 'update what is installed there') }),
        ...(places[0] && { place: places[0] }),
      },
    ]
  })
