import { recall, type TallyPaths } from '@dos/marker-sensor'
import type { HookEvent } from '../event.ts'

/** What a tally remembers of a schedule: digests of its prompts, sorted, each once. */
export type Schedule = readonly string[]

/** The op of a record that only remembers. */
export const SCHEDULE = 'SCHEDULE'

/** More prompts than any session has; the record of these is 18 KB. */
const MOST = 500

/** The schedule that an event lists; `undefined` where it has no such list, which is not the same as an empty one. */
export function listedSchedule(event: HookEvent, digest: (text: string) => string): Schedule | undefined {
  // Qwen Code's name for the same.
  const list = event.fields['session_crons'] ?? event.fields['crons']
  if (!Array.isArray(list)) return undefined
  const prompts = list.map(promptOf).filter((prompt) => prompt !== undefined)
  return [...new Set(prompts.slice(0, MOST).map(digest))].sort()
}

/**
 * The schedule that the tally remembers from the last Stop that listed one.
 *
 * @param most - how many lines to look at; default 100
 */
export function rememberedSchedule(tally: TallyPaths, most = 100): Schedule | undefined {
  return recall(tally, ({ fields }) => toSchedule(fields['prompts']), { most })
}

/** Whether the session has a tally with anything in it. */
export function hasTally(tally: TallyPaths): boolean {
  return recall(tally, () => true) ?? false
}

/** Whether two schedules are the same. An unknown one is as good as none. */
export function sameSchedule(one: Schedule = [], other: Schedule = []): boolean {
  return one.join() === other.join()
}

function promptOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const { prompt } = entry as { readonly prompt?: unknown }
  return typeof prompt === 'string' ? prompt : undefined
}

function toSchedule(value: unknown): Schedule | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined
}
