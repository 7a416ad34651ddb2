import { digestText } from './digest.ts'
import type { Fingerprint } from './fingerprint.ts'

/** A fingerprint in 16 hex digits: the same for the same, however often it is read from the same record. */
export function fingerprintDigest(fingerprint: Fingerprint): string {
  return digestText(JSON.stringify(fingerprint))
}
