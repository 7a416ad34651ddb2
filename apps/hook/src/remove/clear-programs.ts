import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { allRecords, removeIfEmpty } from '../wiring/backup.ts'
import type { OwnFolders } from '../wiring/own-folders.ts'

/**
 * Removes the programs that `init` has copied or compiled, where no settings that it wrote name them any more.
 *
 * @returns the folder that is gone; `undefined` where nothing was to be done
 */
export function clearPrograms({ programs, backups }: OwnFolders): string | undefined {
  if (!existsSync(programs)) return undefined
  if (allRecords(backups).some(({ path }) => names(path, programs))) return undefined
  try {
    rmSync(programs, { recursive: true, force: true })
  } catch {
    // Windows keeps a program while it runs.
    return undefined
  }
  removeIfEmpty(dirname(programs))
  return programs
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
