import { join } from 'node:path'
import { onTally } from './error.ts'
import { hideFromGit, type OpenFile, openToAppendIn, openToReadIn } from './open-in.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import { tallyFolder } from './paths.ts'
import { inPlace } from './place.ts'

/**
 * Makes a workspace's `.dos` with the `.gitignore` that hides it, where it isn't there yet: for files of other kinds
 * that are kept beside the tallies. The workspace itself is never made.
 *
 * @returns its path
 * @throws TallyError when it leads out of the workspace, belongs to another user, or the file system refuses
 */
export function makeHome(workspace: string, options: Pick<SensorOptions, 'ops'> = {}): string {
  const { home } = tallyFolder(workspace)
  inHome(workspace, [], () => {}, { ...options, make: true })
  return home
}

/** A folder in a workspace's `.dos`, as long as it is open. */
export interface HomeFolder {
  /**
   * The path by which its entries are reached: on Linux one that leads to this very folder, whatever is put in its
   * place meanwhile.
   */
  readonly at: string
  /** Whether a link led to it, from inside the workspace. */
  readonly linked: boolean
  /** Opens a regular file of it; `undefined` where there is none. The caller closes it. @throws TallyError */
  openToRead(name: string): OpenFile | undefined
  /** The same for reading and appending; it is made where there is none. @throws TallyError */
  openToAppend(name: string): OpenFile
}

/**
 * Walks to a folder in a workspace's `.dos` as the tallies are walked to: never through a link that leads out, and never
 * through a folder of another user.
 *
 * @param names - of the folders below `.dos`, each in the one before
 * @param options - `make`: make them where they aren't there; default `false`
 * @param use - what to do there; told `undefined` where one isn't there
 * @throws TallyError
 */
export function inHome<T>(
  workspace: string,
  names: readonly string[],
  use: (folder: HomeFolder | undefined) => T,
  options: Pick<SensorOptions, 'ops'> & { readonly make?: boolean } = {},
): T {
  const { ops } = withDefaults(options)
  const { make = false } = options
  const { home } = tallyFolder(workspace)
  return onTally(make ? 'make' : 'open', join(home, ...names), () =>
    inPlace(ops, workspace, names, make ? 'make' : () => use(undefined), (place) => {
      if (make) hideFromGit(place)
      const { at } = place.folder
      const pathOf = (name: string) => join(place.path, name)
      return use({
        at,
        linked: place.linked,
        openToRead: (name) => openToReadIn(place, name, pathOf(name)),
        openToAppend: (name) => openToAppendIn(place, name, pathOf(name)),
      })
    }),
  )
}
