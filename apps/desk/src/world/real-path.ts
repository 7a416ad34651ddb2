import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { placeOfMissing } from './place-of-missing.ts'

/** A path behind all links, also of what is not there yet; the path itself where that can't be told. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return realPlace(path)
  }
}

/** Whether a path lies in a folder, both behind all links. */
export function liesIn(path: string, folder: string): boolean {
  const way = relative(realPath(folder), realPath(path))
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:|[\\/])/.test(way)
}

/**
 * Whether a program belongs to a project rather than to the user: it lies in the project, itself or by what a link leads
 * to. A folder around the user's home is nobody's project.
 */
export function isOfProject(
  path: string,
  { project, home }: { readonly project: string; readonly home: string },
): boolean {
  if (liesIn(home, project)) return false
  return liesIn(path, project) || !relative(project, path).startsWith('..')
}

/** The outermost folder that came with a workspace: that of the repository or of the settings of this program. */
export function projectOf(workspace: string): string {
  const real = realPath(workspace)
  let outermost = real
  for (let folder = real; ; folder = dirname(folder)) {
    if (['.git', '.dos', 'dos.toml'].some((name) => existsSync(join(folder, name)))) outermost = folder
    if (folder === dirname(folder)) return outermost
  }
}

function realPlace(path: string): string {
  try {
    const place = placeOfMissing(path)
    return place.ok ? place.path : path
  } catch {
    return path
  }
}
