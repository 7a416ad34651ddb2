import { momentOf } from './moment.ts'
import { FAMILY, type Observation, VERSION } from './observation.ts'

/**
 * Why a line was not counted: `not-json` (torn, mostly), `not-an-object`, `foreign` (of another family), `too-new`, or
 * `malformed`: it lacks, or has in a wrong form, what every observation has.
 */
export type Skipped = 'not-json' | 'not-an-object' | 'foreign' | 'too-new' | 'malformed'

/** What one line is. */
export type ObservationLine =
  | { readonly kind: 'observation'; readonly observation: Observation }
  | { readonly kind: 'skipped'; readonly why: Skipped }

/**
 * Reads one line, taking what other programs wrote. A `schema` that is absent or malformed is none, and the line is
 * read; so is a bare whole number, as the version of this family. Fields that nobody here knows are dropped, and so
 * are `marker_count`, `max_markers`, `dialect` and `run_id` in a form that they can't have.
 */
export function decodeObservation(line: string): ObservationLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return skipped('not-json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return skipped('not-an-object')
  const fields = value as Readonly<Record<string, unknown>>
  const refused = refuse(fields['schema'])
  if (refused !== undefined) return skipped(refused)

  const { verb, outcome, latency_ms: latencyMs, exit, ts } = fields
  if (!isText(verb) || !isText(outcome) || !isText(ts) || momentOf(ts) === undefined)
    return skipped('malformed')
  if (!isAmount(latencyMs) || (exit !== 0 && exit !== 1)) return skipped('malformed')
  const { marker_count: markerCount, max_markers: maxMarkers, dialect, run_id: runId } = fields
  return {
    kind: 'observation',
    observation: {
      ...{ verb, outcome, latencyMs, exit, ts },
      ...(isCount(markerCount) && { markerCount }),
      ...(isCount(maxMarkers) && { maxMarkers }),
      ...(isText(dialect) && { dialect }),
      ...(isText(runId) && { runId }),
    },
  }
}

/** What `schema` says against reading a record: the rules of the tally, for another family. */
function refuse(schema: unknown): 'foreign' | 'too-new' | undefined {
  if (isVersion(schema)) return schema > VERSION ? 'too-new' : undefined
  if (typeof schema !== 'object' || schema === null) return undefined
  const { family, version } = schema as { readonly family?: unknown; readonly version?: unknown }
  if (!isText(family)) return undefined
  if (family !== FAMILY) return 'foreign'
  return isVersion(version) && version > VERSION ? 'too-new' : undefined
}

function skipped(why: Skipped): ObservationLine {
  return { kind: 'skipped', why }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1
}
