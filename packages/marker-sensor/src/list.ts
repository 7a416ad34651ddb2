import { sep } from 'node:path'
import { TALLY_ENDING, type TallyPaths, tallyFolder, tallyOwner } from './paths.ts'
import { type Place, requireUnmoved } from './place.ts'

/** A name among the tallies of a workspace. */
export interface TallyName {
  /**
   * Whose it is: a session, a run by its own name, or `%workspace`; of a file that something else named, that name
   * without the ending.
   */
  readonly session: string
  readonly paths: TallyPaths
}

/** Every name in the folder of the tallies that ends like a tally's, whatever stands behind it. */
export function listTallies(place: Place, workspace: string): readonly TallyName[] {
  const { home, folder } = tallyFolder(workspace)
  requireUnmoved(place)
  return place.way.ops
    .list(place.folder.at)
    .filter((name) => name.endsWith(TALLY_ENDING))
    .map((name) => ({
      session: tallyOwner(name) ?? name.slice(0, -TALLY_ENDING.length),
      paths: { workspace, home, folder, file: folder + sep + name },
    }))
}
