/** The family that this package's records belong to. */
export const FAMILY = 'wait-marker'

/** The version of the family that this package writes, and the newest that it reads unless told otherwise. */
export const VERSION = 1

/** What the `schema` field of a record says about reading it. */
export type SchemaGate = 'ours' | 'untagged' | 'foreign' | 'too-new'

/**
 * Judges a `schema` field. Absent or malformed is `untagged`, to be read as if it were ours: programs that share
 * the file wrote such records before there was a tag. An integer alone stands for that version of this family, and so
 * does an empty `family`. What is `foreign` or `too-new` can neither add nor zero.
 */
export function gateSchema(schema: unknown, understands: number = VERSION): SchemaGate {
  if (isVersion(schema)) return schema <= understands ? 'ours' : 'too-new'
  if (typeof schema !== 'object' || schema === null) return 'untagged'
  const { family, version } = schema as { readonly family?: unknown; readonly version?: unknown }
  if (typeof family !== 'string' || !isVersion(version)) return 'untagged'
  if (family !== '' && family !== FAMILY) return 'foreign'
  return version <= understands ? 'ours' : 'too-new'
}

function isVersion(value: unknown): value is number {
  // Of JSON, infinity is what a number of more than 308 digits is read as.
  return (Number.isInteger(value) && (value as number) >= 1) || value === Number.POSITIVE_INFINITY
}
