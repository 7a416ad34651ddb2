import { sep } from 'node:path'
import type { FileOps } from './file-ops.ts'
import { walkInside } from './locate.ts'
import { TALLY_ENDING, type TallyPaths, tallyFolder, tallyOwner } from './paths.ts'

/** A name among the tallies of a workspace. */
export interface TallyName {
  /**
   * Whose it is: a session, a run by its own name, or `%workspace`; of a file that something else named, that name
   * without the ending.
   */
  readonly session: string
  readonly paths: TallyPaths
}

/**
 * Every name that ends like a tally's, whatever stands behind it; none where there is no folder.
 *
 * @throws TallyError `outside` when the folder leads out of the workspace
 */
export function listTallies(ops: FileOps, workspace: string): readonly TallyName[] {
  const { home, folder } = tallyFolder(workspace)
  if (walkInside(ops, workspace, [home, folder]) === 'missing') return []
  return ops
    .list(folder)
    .filter((name) => name.endsWith(TALLY_ENDING))
    .map((name) => ({
      session: tallyOwner(name) ?? name.slice(0, -TALLY_ENDING.length),
      paths: { workspace, home, folder, file: folder + sep + name },
    }))
}
