import type { Facts } from './facts.ts'
import { AREAS, type Finding, SEVERITIES } from './finding.ts'
import { FINE } from './fine.ts'
import { nameWorkspace } from './name-workspace.ts'
import { RULES } from './rules/index.ts'

/**
 * Looks at all facts by every rule. The findings are in the order of their areas, in each the worst first; an area
 * without an error or a warning has one more that says what is fine about it.
 *
 * Hosts may share a file: what two of them would tell of the same place is told once.
 */
export function examine(facts: Facts): readonly Finding[] {
  const told = new Set<string>()
  const found = RULES.flatMap((rule) => rule(facts))
    .map((finding) => namingWorkspace(finding, facts))
    .filter((finding) => {
      const { id, what, place } = finding
      const key = JSON.stringify([id, place?.line === undefined ? what : '', place])
      if (told.has(key)) return false
      told.add(key)
      return true
    })
  return AREAS.flatMap((area) => {
    const here = found.filter((finding) => finding.area === area).toSorted(byWeight)
    if (!isHealthy(here)) return here
    const fine = { id: `${area}-fine`, area, severity: 'ok', what: FINE[area](facts), why: '' } as const
    return [fine, ...here]
  })
}

function namingWorkspace(finding: Finding, { workspace, platform }: Facts): Finding {
  const { mend } = finding
  return mend === undefined ? finding : { ...finding, mend: nameWorkspace(mend, workspace, platform) }
}

/** Whether there is neither an error nor a warning among them. */
export function isHealthy(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error' && severity !== 'warning')
}

function byWeight(one: Finding, other: Finding): number {
  return SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)
}
