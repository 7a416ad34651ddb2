import { join } from 'node:path'
import { nameOfTally, runName, sessionName, WORKSPACE_NAME } from '../format/name.ts'

/** Where one tally lies. */
export interface TallyPaths {
  /** The folder that the tally must not leave. */
  readonly workspace: string
  /** `<workspace>/.dos`, hidden from git. */
  readonly home: string
  /** `<workspace>/.dos/markers`. */
  readonly folder: string
  /** `<workspace>/.dos/markers/<name>.jsonl`. */
  readonly file: string
}

/** The folder that all of a workspace's own files lie in. */
export const HOME = '.dos'

/** The folders below it that lead to the tallies. */
export const TALLIES: readonly string[] = ['markers']

/** The ending of a tally's file name. */
export const TALLY_ENDING = '.jsonl'

/** Where a session's tally lies, whether it is there or not; `undefined` where the id leaves no name. */
export function tallyPaths(workspace: string, sessionId: string): TallyPaths | undefined {
  const name = sessionName(sessionId)
  return name === undefined ? undefined : pathsOf(workspace, name + TALLY_ENDING)
}

/**
 * Where a run's tally lies, whether it is there or not. Different runs have different ones (on a file system that tells
 * their names apart), and plain names stand for themselves: `nightly` has `nightly.jsonl`, as a session of that id.
 */
export function runTallyPaths(workspace: string, runId: string): TallyPaths {
  return pathsOf(workspace, runName(runId) + TALLY_ENDING)
}

/** Where the tally lies that all sessions of a workspace share: `%workspace.jsonl`. */
export function workspaceTallyPaths(workspace: string): TallyPaths {
  return pathsOf(workspace, WORKSPACE_NAME + TALLY_ENDING)
}

/**
 * Whose tally a file of that name is: the session or run as people know it, `%workspace` for that of the workspace;
 * `undefined` where nothing here gives a tally that name.
 */
export function tallyOwner(fileName: string): string | undefined {
  return fileName.endsWith(TALLY_ENDING) ? nameOfTally(fileName.slice(0, -TALLY_ENDING.length)) : undefined
}

function pathsOf(workspace: string, fileName: string): TallyPaths {
  const { home, folder } = tallyFolder(workspace)
  return { workspace, home, folder, file: join(folder, fileName) }
}

/** Where all tallies of a workspace lie. */
export function tallyFolder(workspace: string): Pick<TallyPaths, 'home' | 'folder'> {
  return { home: join(workspace, HOME), folder: join(workspace, HOME, ...TALLIES) }
}
