import {
  type Fingerprint,
  type PathSighting,
  type RepositorySightings,
  type Sighting,
  UNKNOWN_REASONS,
  type Unknown,
  type Why,
} from './fingerprint.ts'

/** Far above any digest, so that a foreign record cannot make us carry a text of its own length. */
const LONGEST = 200

/**
 * Takes a fingerprint out of a record that others may have written. What isn't one is left out, which makes it
 * "not watched before": the next sighting is its baseline. Never throws.
 */
export function parseFingerprint(value: unknown): Fingerprint {
  if (!isObject(value)) return {}
  const paths = own(value, 'paths')
  if (!isObject(paths)) return parseRepository(value)
  const entries = Object.entries(paths).flatMap(([path, entry]): [string, PathSighting][] => {
    const sighting = parsePath(entry)
    return sighting === undefined ? [] : [[path, sighting]]
  })
  // fromEntries defines, where an assignment to `__proto__` would not.
  return { ...parseRepository(value), paths: Object.fromEntries(entries) }
}

function parsePath(value: unknown): PathSighting | undefined {
  return (
    parseSighting(value) ?? (value === null ? null : isObject(value) ? parseRepository(value) : undefined)
  )
}

function parseRepository(value: object): RepositorySightings {
  const commit = parseSighting(own(value, 'commit'))
  const tree = parseSighting(own(value, 'tree'))
  return { ...(commit !== undefined && { commit }), ...(tree !== undefined && { tree }) }
}

function parseSighting(value: unknown): Sighting | undefined {
  if (value === null) return null
  if (typeof value === 'string') return value.length <= LONGEST ? value : undefined
  return isObject(value) ? parseUnknown(value) : undefined
}

function parseUnknown(value: object): Unknown | undefined {
  const why = own(value, 'unknown')
  return typeof why === 'string' && Object.hasOwn(UNKNOWN_REASONS, why) ? { unknown: why as Why } : undefined
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
