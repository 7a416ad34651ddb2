import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { OwnFolders } from '@dos/hook-call/user/folders'
import { allRecords, removeIfEmpty } from '../settings/backup.ts'

/** What is to become of the programs that `init` has copied or compiled. */
export type Programs =
  /** There are none, or settings name them. */
  | { readonly kind: 'needed' }
  /** No settings name them. */
  | { readonly kind: 'unused'; readonly folder: string }
  /** Settings that may name them have gone from where `init` wrote them, to nobody knows where. */
  | { readonly kind: 'in-doubt'; readonly folder: string; readonly moved: readonly string[] }

/**
 * Finds out whether settings still name the programs that `init` has copied or compiled: those that it wrote, wherever
 * they are, and those that hosts read here.
 *
 * @param looked - where hosts look for settings, links followed: a file that has gone from there names nothing any more
 */
export function judgePrograms(
  { programs: folder, backups }: OwnFolders,
  looked: readonly string[],
): Programs {
  if (!existsSync(folder)) return { kind: 'needed' }
  const written = allRecords(backups).map(({ path }) => path)
  if ([...written, ...looked].some((path) => names(path, folder))) return { kind: 'needed' }
  const moved = written.filter((path) => !existsSync(path) && !looked.includes(path))
  return moved.length > 0 ? { kind: 'in-doubt', folder, moved } : { kind: 'unused', folder }
}

/** Removes programs that no settings name. @returns whether they are gone */
export function clearPrograms(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Windows keeps a program while it runs.
    return false
  }
  removeIfEmpty(dirname(folder))
  return true
}

/** Whether a file names a folder, as it is written in JSON. */
function names(path: string, folder: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes(JSON.stringify(folder).slice(1, -1))
  } catch {
    // It is gone, or can't be read, in which case nothing is taken from it.
    return existsSync(path)
  }
}
