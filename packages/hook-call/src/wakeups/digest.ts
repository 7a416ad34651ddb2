/**
 * How prompts are made into digests: SHA-256, of which 32 hex digits are enough, so that a tally holds nobody's words
 * and no two prompts are taken for one. Bun's own hasher was measured at 0.1 ms, where loading `node:crypto` takes
 * Bun 5 to 12 ms and Node 3.
 */
export async function loadDigest(): Promise<(text: string) => string> {
  const sha256 = process.versions.bun === undefined ? await loadUnderNode() : underBun
  // A host may trim what is typed, and need not trim what is scheduled.
  return (text) => sha256(text.trim()).slice(0, 32)
}

function underBun(text: string): string {
  return new Bun.CryptoHasher('sha256').update(text).digest('hex')
}

async function loadUnderNode(): Promise<(text: string) => string> {
  const { createHash } = await import('node:crypto')
  return (text) => createHash('sha256').update(text).digest('hex')
}
