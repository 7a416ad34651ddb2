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
