import type { Finding } from '../finding.ts'
import type { SettingsFacts } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { placeOf, stopMarkers } from '../wired.ts'

/** A cap of the host on holds in one chain that is met before the budget is spent. */
export const blockCap: Rule = (facts) => {
  const { marker } = facts.config
  if (marker === undefined || marker.respectStopHookActive) return []
  const told = new Set<string>()
  return stopMarkers(facts).flatMap((wired): readonly Finding[] => {
    const { host } = wired
    const set = host.host === 'claude-code' ? capOf(facts.environment.blockCap, host.files) : undefined
    const cap = set?.cap ?? host.able.cap
    if (cap === undefined || cap === 0 || cap >= marker.maxStreak || told.has(host.host)) return []
    told.add(host.host)
    const common = {
      area: 'budget',
      why: 'a chain of holds in which no tool runs ends at the smaller number, and the host says so to its user',
    } as const
    return [
      set === undefined
        ? {
            ...common,
            id: 'budget-above-host-cap',
            severity: 'info',
            place: placeOf(wired),
            what: `${host.title} honours ${cap} holds of one prompt, fewer than the budget of ${marker.maxStreak}`,
          }
        : {
            ...common,
            id: 'block-cap-below-budget',
            severity: 'warning',
            what: `CLAUDE_CODE_STOP_HOOK_BLOCK_CAP is ${cap}${set.file === undefined ? ' in this environment' : ''}, below the budget of ${marker.maxStreak}`,
            ...(set.file !== undefined && { place: { file: set.file } }),
            mend: { edit: `set it to ${marker.maxStreak} or more, or max_streak to ${cap}` },
          },
    ]
  })
}

/** What the environment says, else what a settings file puts there, and which. */
function capOf(
  environment: number | undefined,
  files: readonly SettingsFacts[],
): { readonly cap: number; readonly file: string | undefined } | undefined {
  if (environment !== undefined) return { cap: environment, file: undefined }
  const found = files.find((file) => file.blockCap !== undefined)
  return found?.blockCap === undefined ? undefined : { cap: found.blockCap, file: found.file }
}
