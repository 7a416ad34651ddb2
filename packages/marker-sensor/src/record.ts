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

/** A record as it was read. A field that is absent, or not a string, is left out; fields of others are not kept. */
export interface TallyRecord {
  readonly op: Op
  readonly id?: string
  readonly ts?: string
  readonly reason?: string
  readonly runId?: string
  readonly since?: string
}

/** What one line of a tally is. */
export type Line =
  | { readonly kind: 'record'; readonly record: TallyRecord }
  | { readonly kind: 'other-op'; readonly op: unknown }
  | { readonly kind: 'skipped'; readonly why: 'not-json' | 'not-an-object' | 'foreign' | 'too-new' }

/** One line without its end: a JSON object, keys in alphabetical order, absent fields left out. */
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

/** UTC to the whole second: `2026-06-09T12:52:00Z`. */
export function timestamp(now: number): string {
  return `${new Date(now).toISOString().slice(0, -'.000Z'.length)}Z`
}

/**
 * Reads one line, taking what other programs wrote.
 *
 * @param understands - the newest schema version the reader knows
 */
export function decodeLine(line: string, understands?: number): Line {
  const read = decodeFields(line, understands)
  if (read.kind === 'skipped') return read
  const { fields } = read
  const op = fields['op']
  if (op !== 'MARKER' && op !== 'RESET') return { kind: 'other-op', op }
  return { kind: 'record', record: toRecord(op, fields) }
}

/** A countable line. Assigned one by one: this runs for every line that is counted, and spreads took a tenth of a count. */
export function toRecord(op: Op, fields: Readonly<Record<string, unknown>>): TallyRecord {
  const record: { -readonly [K in keyof TallyRecord]: TallyRecord[K] } = { op }
  const { id, ts, reason, run_id: runId, since } = fields
  if (typeof id === 'string') record.id = id
  if (typeof ts === 'string') record.ts = ts
  if (typeof reason === 'string') record.reason = reason
  if (typeof runId === 'string') record.runId = runId
  if (typeof since === 'string') record.since = since
  return record
}

/** One line as the object it is, whatever its op. */
export function decodeFields(
  line: string,
  understands?: number,
):
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> }
  | Extract<Line, { kind: 'skipped' }> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { kind: 'skipped', why: 'not-json' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'skipped', why: 'not-an-object' }
  }
  const fields = value as Readonly<Record<string, unknown>>
  const gate = gateSchema(fields['schema'], understands)
  return gate === 'foreign' || gate === 'too-new'
    ? { kind: 'skipped', why: gate }
    : { kind: 'fields', fields }
}
