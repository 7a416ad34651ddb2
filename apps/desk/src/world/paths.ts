import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { codeOf } from './files.ts'

/** A path behind all links, also of what is not there yet; the path itself where that can't be told. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // It is not there yet, or can't be read.
  }
  try {
    const place = placeOfMissing(path)
    return place.ok ? place.path : path
  } catch {
    return path
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

/**
 * Where a file that is not there yet is going to lie, or why it can't: behind the links on the way to it, so that it goes
 * by the same name before it is made and afterwards.
 */
export function placeOfMissing(
  path: string,
): { readonly ok: true; readonly path: string } | { readonly ok: false; readonly why: string } {
  const above = nearestEntry(dirname(path))
  const kind = kindOf(above)
  if (kind === 'folder') return { ok: true, path: join(realpathSync(above), relative(above, path)) }
  const why = kind === 'file' ? 'is no folder' : 'is a link that leads nowhere'
  return { ok: false, why: `${above} ${why}, and ${path} has to lie in it: move it away first` }
}

/** The path itself, or the nearest above it at which there is something, be it a link to nothing. */
function nearestEntry(path: string): string {
  return isEntry(path) || dirname(path) === path ? path : nearestEntry(dirname(path))
}

/** Whether there is something at a path, be it a link to nothing. Throws where that can't be told. */
export function isEntry(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    // Something on the way is no folder, or a link in a circle.
    if (['ENOTDIR', 'ELOOP'].includes(codeOf(error))) return false
    throw error
  }
}

function kindOf(path: string): 'folder' | 'file' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'nothing'
  }
}
