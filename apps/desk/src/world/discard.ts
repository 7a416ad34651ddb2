import { rmSync } from 'node:fs'

/** Removes what is of no use any more, if it is there at all. Never throws: why it came to this matters more. */
export function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // A later run sweeps it away.
  }
}
