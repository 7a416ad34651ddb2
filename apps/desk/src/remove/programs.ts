import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { ownFolders } from '@dos/hook-call/user/folders'
import { HOST_NAMES } from '@dos/hook-dialect'
import { type Machine, SCOPES } from '@dos/hook-wiring'
import { escapeText } from '@dos/terminal-text'
import { allRecords, removeIfEmpty } from '../settings/backup.ts'
import { readSettingsFile } from '../settings/settings-on-disk.ts'
import { targetsOf } from '../settings/targets.ts'
import type { DeskIo } from '../world/desk-io.ts'

/** The programs that `init` has copied, where no settings are seen to name them. */
export interface UnusedPrograms {
  readonly folder: string
  /** Settings that may name them and have gone from where `init` wrote them: the programs stay. */
  readonly moved: readonly string[]
}

/**
 * Finds the programs that `init` has copied, unless settings still name them: those that it wrote, wherever they are, or
 * those that hosts read here.
 */
export function findUnusedPrograms(machine: Machine): UnusedPrograms | undefined {
  const { programs: folder, backups } = ownFolders(machine)
  if (!existsSync(folder)) return undefined
  const written = allRecords(backups).map(({ path }) => path)
  // A file that has gone from where hosts look names nothing any more.
  const readHere = targetsOf(HOST_NAMES, SCOPES, machine).map(({ path }) => {
    const found = readSettingsFile(path)
    return found.ok ? found.path : path
  })
  if ([...written, ...readHere].some((path) => names(path, folder))) return undefined
  return { folder, moved: written.filter((path) => !existsSync(path) && !readHere.includes(path)) }
}

/** Says what is to become of unused programs. */
export function showUnusedPrograms({ folder, moved }: UnusedPrograms, io: DeskIo): void {
  io.write(
    moved.length === 0
      ? `Programs that init has put there, and that no settings name: ${escapeText(folder)}\n\n`
      : `${escapeText(folder)} stays: settings that may name it are not where init wrote them any more (${moved.map(escapeText).join(', ')}). Delete it once none does.\n`,
  )
}

/** Removes programs that no settings name, and says so. */
export function clearPrograms(folder: string, io: DeskIo): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Windows keeps a program while it runs.
    return
  }
  removeIfEmpty(dirname(folder))
  io.write(`removed ${escapeText(folder)}, which no settings name any more\n`)
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
