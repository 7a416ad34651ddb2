import type { SettingsFacts } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { stopMarkers } from '../wired.ts'

/** What the latch of a host does to the budget. Right as it is, and often not what one expects. */
export const latch: Rule = (facts) => {
  const { marker, file, text } = facts.config
  if (marker === undefined || !marker.respectStopHookActive) return []
  const titles = stopMarkers(facts)
    .filter(({ host }) => host.able.latch)
    .map(({ host }) => host.title)
  if (titles.length === 0) return []
  return [
    {
      id: 'latch-spends-once',
      area: 'budget',
      severity: 'info',
      what: `on ${[...new Set(titles)].join(', ')} a chain of turns is held once at most, whatever the budget of ${marker.maxStreak}`,
      why: 'respect_stop_hook_active is true: the budget is spent across prompts and wake-ups; with false, one chain can use all of it',
      ...(text !== undefined && { place: { file } }),
    },
  ]
}

/** Claude Code's own cap on holds in one chain, set by a variable, that is met before the budget is spent. */
export const blockCap: Rule = (facts) => {
  const { marker } = facts.config
  const wired = stopMarkers(facts).find(({ host }) => host.host === 'claude-code')
  if (marker === undefined || marker.respectStopHookActive || wired === undefined) return []
  const set = capOf(facts.environment.blockCap, wired.host.files)
  if (set === undefined || set.cap === 0 || set.cap >= marker.maxStreak) return []
  return [
    {
      id: 'block-cap-below-budget',
      area: 'budget',
      severity: 'warning',
      what: `CLAUDE_CODE_STOP_HOOK_BLOCK_CAP is ${set.cap}${set.file === undefined ? ' in this environment' : ''}, below the budget of ${marker.maxStreak}`,
      why: 'a chain of holds in which no tool runs ends at the smaller number, and the host says so to its user',
      mend: { edit: `set it to ${marker.maxStreak} or more, or max_streak to ${set.cap}` },
      ...(set.file !== undefined && { place: { file: set.file } }),
    },
  ]
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
