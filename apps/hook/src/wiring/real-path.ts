import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
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

function realPlace(path: string): string {
  try {
    const place = placeOfMissing(path)
    return place.ok ? place.path : path
  } catch {
    return path
  }
}
