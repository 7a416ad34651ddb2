import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Longer than any run takes, in milliseconds: what is older is nobody's work in progress. */
const ABANDONED_MS = 60 * 60 * 1000

/** An id as it stands in a name. */
export const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/**
 * Removes what runs that were killed have left half done in a folder. What can't be removed stays.
 *
 * @param ours - tells the names of such files and folders from all others
 */
export function sweep(folder: string, ours: RegExp, now: number): void {
  for (const name of namesIn(folder).filter((one) => ours.test(one))) {
    const path = join(folder, name)
    try {
      if (now - lstatSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true })
    } catch {
      // Somebody else was faster, or may do what this user may not.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
