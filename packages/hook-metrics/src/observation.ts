const FAMILY = 'hook-observation'

/** What is written here, and the newest that is read. */
const VERSION = 1

/** What came of one question to the hook. The word is open: a later command may bring its own. */
export type Outcome =
  | 'held'
  /** The turn was let end, or the prompt or call let pass, though something about it was looked at. */
  | 'released'
  /** The budget is spent: no marker for this turn, no turn for this prompt, no further pass. */
  | 'refused'
  /** The run was ended whatever other hooks say. */
  | 'halted'
  /** There was progress, or the caller said so: the streak was zeroed. */
  | 'reset'
  /** The hook waited outside the conversation, and then let the turn end. */
  | 'waited'
  /** The Stop of a loop was left alone: it was held before, or the agent resumes on its own. */
  | 'unarmed'
  /** A place in the budget was taken by something that runs: a prompt, a pass. */
  | 'granted'
  /** A call was let pass with a longer delay. */
  | 'stretched'
  /** A call was refused. */
  | 'denied'
  /** A call was only counted. */
  | 'observed'
  | (string & {})

/** One question to the hook, and its answer. */
export interface Observation {
  /** The verb that was asked: `marker`, `wake`, `rearm`, `check`. */
  readonly verb: string
  readonly outcome: Outcome
  /** How long the hook took to decide, in milliseconds, written to the microsecond; without what it waited on purpose. */
  readonly latencyMs: number
  readonly exit: 0 | 1
  /** Markers in the streak after the answer. */
  readonly markerCount?: number | undefined
  readonly maxMarkers?: number | undefined
  /** The host that asked; left out where it was none, but a shell. */
  readonly dialect?: string | undefined
  readonly runId?: string | undefined
  /** When, in UTC: `2026-06-09T12:52:00Z`. */
  readonly ts: string
}

/** One line without its end: a JSON object, keys in alphabetical order, absent values left out. */
export function encodeObservation(observation: Observation): string {
  const { dialect, exit, latencyMs, markerCount, maxMarkers, outcome, runId, ts, verb } = observation
  // JSON.stringify keeps the order of this literal and leaves `undefined` out.
  return JSON.stringify({
    dialect,
    exit,
    latency_ms: Math.round(latencyMs * 1000) / 1000,
    marker_count: markerCount,
    max_markers: maxMarkers,
    outcome,
    run_id: runId,
    schema: { family: FAMILY, version: VERSION },
    ts,
    verb,
  })
}

/** Why a line was not counted. `malformed`: it lacks, or has in a wrong form, what every observation has. */
export type Skipped = 'not-json' | 'not-an-object' | 'foreign' | 'too-new' | 'malformed'

/**
 * Reads one line, taking what other programs wrote: an observation, or why it is none. Unknown fields are dropped, and
 * so are optional ones in a form that they can't have.
 */
export function decodeObservation(line: string): Observation | Skipped {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not-json'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object'
  const fields = value as Readonly<Record<string, unknown>>
  const refused = refuse(fields['schema'])
  if (refused !== undefined) return refused
  const { verb, outcome, latency_ms: latencyMs, exit, ts } = fields
  const { marker_count: markerCount, max_markers: maxMarkers, dialect, run_id: runId } = fields
  if (!isText(verb) || !isText(outcome) || !isText(ts) || momentOf(ts) === undefined) return 'malformed'
  if (!isAmount(latencyMs) || (exit !== 0 && exit !== 1)) return 'malformed'
  return {
    ...{ verb, outcome, latencyMs, exit, ts },
    ...(isCount(markerCount) && { markerCount }),
    ...(isCount(maxMarkers) && { maxMarkers }),
    ...(isText(dialect) && { dialect }),
    ...(isText(runId) && { runId }),
  }
}

/**
 * What `schema` says against reading a record. As in a tally, one that is absent or malformed says nothing, and a bare
 * whole number is a version of this family.
 */
function refuse(schema: unknown): 'foreign' | 'too-new' | undefined {
  if (isVersion(schema)) return schema > VERSION ? 'too-new' : undefined
  if (typeof schema !== 'object' || schema === null) return undefined
  const { family, version } = schema as { readonly family?: unknown; readonly version?: unknown }
  if (!isText(family)) return undefined
  if (family !== FAMILY) return 'foreign'
  return isVersion(version) && version > VERSION ? 'too-new' : undefined
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

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/** `2026-06-09T12:52:00Z` in milliseconds since 1970; `undefined` for no such moment, as on the 30th of February. */
export function momentOf(ts: string): number | undefined {
  if (!MOMENT.test(ts)) return undefined
  const moment = Date.parse(ts)
  return !Number.isNaN(moment) && dayOf(moment) === ts.slice(0, 10) ? moment : undefined
}

/** The day in UTC that a moment lies in: `2026-06-09`. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}

/** The folder that observations lie in, from the workspace down. */
export const METRICS_FOLDER: readonly [home: '.dos', folder: 'metrics'] = ['.dos', 'metrics']

/** The file that is written, one observation a line. */
export const CURRENT_FILE = 'observations.jsonl'

/** The file that was written before it. There is no third. */
export const EARLIER_FILE = 'observations.1.jsonl'

/** The most bytes that one file takes: 1 MiB. A line has some 250, so this is about 4,000 observations. */
export const MAX_BYTES: number = 1024 * 1024

/**
 * Whether the current file, of `size` bytes, has to be renamed to {@link EARLIER_FILE}, replacing that, before a line of
 * `added` bytes is appended. A line that is too long by itself goes into an empty file all the same.
 */
export function mustRotate(size: number, added: number): boolean {
  return size > 0 && size + added > MAX_BYTES
}

/** Whether the environment asks for nothing to be noted. */
export function isOff(env: Readonly<Record<string, string | undefined>>): boolean {
  const value = env['DOS_HOOK_METRICS']
  return value === '0' || value === 'false' || value === 'off'
}
