import { recall, type TallyPaths } from '@dos/marker-sensor'
import { asListed } from '@dos/wake-gate'
import type { HookEvent } from '../event/event.ts'
import type { SessionPlace } from '../event/place.ts'
import type { DurableTask } from './host-files.ts'

/** Digests of prompts as they are listed, sorted, each once. */
export type Schedule = readonly string[]

/**
 * The op of a record that only remembers: all that is scheduled (`prompts`), or what one call adds (`created`), each with
 * the `session` it is scheduled in.
 */
export const SCHEDULE = 'SCHEDULE'

/**
 * How far back a schedule is looked for, in lines: what 100 ticks of a budget and the sessions that share a tally write
 * between two Stops must not push it out of sight, or a tick passes for a human's prompt.
 */
const LOOK_BACK = 2000

/** How far back a schedule may lie before it is noted again, in lines. */
export const FRESH: number = LOOK_BACK / 4

/** More prompts than any session has (Claude Code 2.1.332 schedules 50); the record of these is 18 KB. */
export const MOST = 500

/** The prompts that an event lists; `undefined` where it has no such list, which is not the same as an empty one. */
export function listedPrompts({ fields }: HookEvent): readonly string[] | undefined {
  // Qwen Code's name for the same.
  const list = fields['session_crons'] ?? fields['crons']
  return Array.isArray(list) ? list.flatMap(promptOf) : undefined
}

/**
 * The digests of what is scheduled, by which a prompt is found again.
 *
 * @param listed - prompts as an event lists them, maybe cut; the durable ones are whole
 * @param more - digests to go with them
 */
export function digestsOf(
  listed: readonly string[],
  durable: readonly Pick<DurableTask, 'prompt'>[],
  digest: (text: string) => string,
  more: Schedule = [],
): Schedule {
  const prompts = [...listed, ...durable.map(({ prompt }) => asListed(prompt))]
  return sorted([...more, ...prompts.map(digest)])
}

/**
 * The schedule that the tally remembers: from the last Stop that told of one, and what was added since. Sessions may share
 * a tally, and each tells of its own.
 *
 * @param most - how many lines to look at
 */
export function rememberedSchedule(
  { tally, session }: SessionPlace,
  { whose = 'all', most = LOOK_BACK }: { readonly whose?: 'all' | 'own'; readonly most?: number } = {},
): Schedule {
  const found: string[] = []
  const told = new Set<unknown>()
  recall(
    tally,
    ({ fields }) => {
      const by = fields['session'] ?? session
      if (told.has(by) || (whose === 'own' && by !== session)) return undefined
      const prompts = toSchedule(fields['prompts'])
      found.push(...(prompts ?? toSchedule(fields['created']) ?? []))
      if (prompts !== undefined) told.add(by)
      return whose === 'own' && prompts !== undefined ? true : undefined
    },
    { most },
  )
  return sorted(found)
}

export function hasTally(tally: TallyPaths): boolean {
  return recall(tally, () => true) ?? false
}

export function sameSchedule(one: Schedule, other: Schedule): boolean {
  return one.join() === other.join()
}

function sorted(digests: readonly string[]): Schedule {
  return [...new Set(digests)].sort()
}

function promptOf(entry: unknown): readonly string[] {
  const prompt = (entry as { readonly prompt?: unknown } | null)?.prompt
  return typeof prompt === 'string' ? [prompt] : []
}

function toSchedule(value: unknown): Schedule | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined
}

/**
 * Makes prompts into digests, so that a tally holds nobody's words: 32 hex digits of SHA-256. Bun's own hasher was
 * measured at 0.1 ms, where loading `node:crypto` takes Bun 5 to 12 ms and Node 3.
 */
export async function loadDigest(): Promise<(text: string) => string> {
  // A host may trim what is typed, and need not trim what is scheduled.
  if (process.versions.bun !== undefined) {
    return (text) => new Bun.CryptoHasher('sha256').update(text.trim()).digest('hex').slice(0, 32)
  }
  const { createHash } = await import('node:crypto')
  return (text) => createHash('sha256').update(text.trim()).digest('hex').slice(0, 32)
}
