import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { codeOf } from './error-code.ts'

/** Where a file that is not there yet is going to lie, or why it can't. */
export type PlaceOfMissing =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: string }

/**
 * Follows the links on the way to a file that is not there yet, so that it goes by the same name before it is made and
 * afterwards.
 */
export function placeOfMissing(path: string): PlaceOfMissing {
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
