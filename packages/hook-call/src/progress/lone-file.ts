import { recall, type TallyPaths } from '@dos/marker-sensor'

/** An untracked file that keeps giving the budget back by itself. */
export interface LoneFile {
  /** From the root of its repository. */
  readonly path: string
  /** How many deltas in a row it was, the newest included. */
  readonly times: number
}

/** From so many in a row on it is worth a word: a loop's own log or state does this at every turn. */
const SUSPICIOUS = 3
/** How many lines to look at. */
const MOST = 1000

/**
 * The untracked file that alone has zeroed the streak in the last deltas, three or more in a row. Work rarely looks like
 * that; a log, a heartbeat or the state of a loop does, and belongs into `[progress] ignore`.
 */
export function loneFile(tally: TallyPaths): LoneFile | undefined {
  let path: string | undefined
  let times = 0
  recall(
    tally,
    ({ op, fields }) => {
      const { since, files, lone_untracked: lone } = fields
      // A reset that tells of no delta, as a human's prompt, says nothing about files.
      if (op !== 'RESET' || since === undefined) return undefined
      const file =
        lone === true && Array.isArray(files) && typeof files[0] === 'string' ? files[0] : undefined
      if (file === undefined || (path !== undefined && file !== path)) return true
      path = file
      times += 1
      return undefined
    },
    { most: MOST },
  )
  return path !== undefined && times >= SUSPICIOUS ? { path, times } : undefined
}

/** The line for `[progress]` that keeps a file from being progress. */
export function ignoreLine(path: string): string {
  return `ignore = [${JSON.stringify(`/${path.replaceAll(/[\\*?[\]!# ]/g, '\\$&')}`)}]`
}
