import { onTally } from './error.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { tallyFolder } from './paths.ts'
import { makeHiddenHome } from './write.ts'

/**
 * Makes a workspace's `.dos` with the `.gitignore` that hides it, where it isn't there yet: for files of other kinds
 * that are kept beside the tallies. The workspace itself is never made.
 *
 * @returns its path
 * @throws TallyError when the file system refuses
 */
export function makeHome(workspace: string, options: Pick<SensorOptions, 'ops'> = {}): string {
  const { ops } = withDefaults(options)
  const { home } = tallyFolder(workspace)
  onTally('make', home, () => makeHiddenHome(ops, home))
  return home
}
