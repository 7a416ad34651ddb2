import { join } from 'node:path'
import { sessionName } from './session-name.ts'

/** Where the tally of one session lies. */
export interface TallyPaths {
  /** The folder that the tally must not leave. */
  readonly workspace: string
  /** `<workspace>/.dos`, hidden from git. */
  readonly home: string
  /** `<workspace>/.dos/markers`. */
  readonly folder: string
  /** `<workspace>/.dos/markers/<session>.jsonl`. */
  readonly file: string
}

/** The ending of a tally's file name. */
export const TALLY_ENDING = '.jsonl'

/** Where a session's tally lies, whether it is there or not; `undefined` where the id leaves no name. */
export function tallyPaths(workspace: string, sessionId: string): TallyPaths | undefined {
  const name = sessionName(sessionId)
  if (name === undefined) return undefined
  const { home, folder } = tallyFolder(workspace)
  return { workspace, home, folder, file: join(folder, name + TALLY_ENDING) }
}

/** Where all tallies of a workspace lie. */
export function tallyFolder(workspace: string): { readonly home: string; readonly folder: string } {
  const home = join(workspace, '.dos')
  return { home, folder: join(home, 'markers') }
}
