import type { Machine } from '../machine.ts'
import { joinPath } from '../paths.ts'

/**
 * A host's folder for one user: what its own variable names, where it is set and not empty, else a folder in the
 * user's home.
 */
export function folderOf(variable: string, name: string): (machine: Machine) => string {
  return (machine) => named(variable, machine) ?? joinPath(machine.platform, machine.home, name)
}

/** What a variable says, where it says anything. */
export function named(variable: string, { env }: Machine): string | undefined {
  return env[variable] === '' ? undefined : env[variable]
}
