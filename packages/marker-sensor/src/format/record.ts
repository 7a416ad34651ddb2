import { refused } from './check.ts'
import { FAMILY, gateSchema, VERSION } from './schema.ts'

/** What a record does to the streak: `MARKER` adds one, `RESET` zeroes it. */
export type Op = 'MARKER' | 'RESET'

/** What a caller says of one record. */
export interface NewRecord {
  /** An op of the caller's own is additive: it does nothing to the streak. */
  readonly op: Op | (string & {})
  /** When, in milliseconds since 1970; written in UTC to the whole second. */
  readonly now: number
  /** Tells this record from all others, so that a claim can find its own again. */
  readonly id?: string
  /** Why, for people. */
  readonly reason?: string
  /** The run it belongs to. */
  readonly runId?: string
  /**
   * Of a `RESET`: what it was found against, as words with spaces between. One that has a word in common with the
   * `RESET` before it says the same again, and does nothing: of many that see one delta at once, the first alone zeroes
   * the streak. A word must be one that no later delta can have, such as the id of the record it was found against.
   */
  readonly since?: string
  /** Additive fields of the caller's own, JSON values. One that has the name of a field above is not written. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** One readable line of a tally, of any op, with every field it has. Others may have written it: nothing is sure. */
export interface TallyEntry {
  readonly op: unknown
  readonly fields: Readonly<Record<string, unknown>>
}

/** What one line of a tally is. A `record` counts; an `other-op` does nothing. */
export type Line =
  | (TallyEntry & { readonly kind: 'record'; readonly op: Op; readonly why?: undefined })
  | (TallyEntry & { readonly kind: 'other-op'; readonly why?: undefined })
  | {
      readonly kind: 'skipped'
      readonly why: 'not-json' | 'not-an-object' | 'foreign' | 'too-new'
      readonly op?: undefined
      readonly fields?: undefined
    }

/**
 * One line without its end: a JSON object, keys in alphabetical order, absent fields left out.
 *
 * @throws RangeError where `now` is no time
 */
export function encodeRecord({ op, now, id, reason, runId, since, fields }: NewRecord): string {
  // JSON.stringify keeps the order of this literal and leaves `undefined` out.
  const own = {
    id,
    op,
    reason,
    run_id: runId,
    schema: { family: FAMILY, version: VERSION },
    since,
    ts: timestamp(now),
  }
  if (fields === undefined) return JSON.stringify(own)
  const all: Readonly<Record<string, unknown>> = { ...fields, ...own }
  // Without a prototype, so that a field of any name is only a field.
  const sorted: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(all).sort()) sorted[key] = all[key]
  return JSON.stringify(sorted)
}

/** UTC to the whole second: `2026-06-09T12:52:00Z`. @throws RangeError where `now` is no time */
export function timestamp(now: number): string {
  const date = new Date(now)
  if (Number.isNaN(date.getTime())) throw refused('now', now, 'a time in milliseconds since 1970')
  return `${date.toISOString().slice(0, -'.000Z'.length)}Z`
}

/**
 * Reads one line, taking what other programs wrote.
 *
 * @param understands - the newest schema version the reader knows; default 1
 */
export function decodeLine(line: string, understands?: number): Line {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { kind: 'skipped', why: 'not-json' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'skipped', why: 'not-an-object' }
  }
  const fields = value as TallyEntry['fields']
  const gate = gateSchema(fields['schema'], understands)
  if (gate === 'foreign' || gate === 'too-new') return { kind: 'skipped', why: gate }
  const op = fields['op']
  return op === 'MARKER' || op === 'RESET' ? { kind: 'record', op, fields } : { kind: 'other-op', op, fields }
}
