/** The family that this package's records belong to. */
export const FAMILY = 'wait-marker'

/** The version of the family that this package writes, and the newest that it reads unless told otherwise. */
export const VERSION = 1

/** What the `schema` field of a record says about reading it. */
export type SchemaGate = 'ours' | 'untagged' | 'foreign' | 'too-new'

/**
 * Judges a `schema` field. Absent or malformed is `untagged`, to be read as if it were ours: programs that share
 * the file wrote such records before there was a tag. A bare whole number from 1 up stands for that version of
 * this family. `foreign` and `too-new` records are skipped: what can't be read can neither add nor zero.
 *
 * @param understands - the newest version the reader knows; default {@link VERSION}
 */
export function gateSchema(schema: unknown, understands: number = VERSION): SchemaGate {
  if (isVersion(schema)) return schema <= understands ? 'ours' : 'too-new'
  if (typeof schema !== 'object' || schema === null) return 'untagged'
  const { family, version } = schema as { readonly family?: unknown; readonly version?: unknown }
  if (typeof family !== 'string' || family === '') return 'untagged'
  if (family !== FAMILY) return 'foreign'
  if (!isVersion(version)) return 'untagged'
  return version <= understands ? 'ours' : 'too-new'
}

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1
}
