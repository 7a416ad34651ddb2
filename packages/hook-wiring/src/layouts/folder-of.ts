import type { Layout } from '../layout.ts'
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

/**
 * Where most hosts keep a file: under a name in the user's own folder, and under the same name in one of the project.
 *
 * @param local - its name in the project's folder for what a user keeps to themselves, where the host has such a file
 */
export function fileIn(
  own: (machine: Machine) => string,
  inProject: readonly string[],
  name: string,
  local?: string,
): Layout['file'] {
  return (scope, machine) => {
    const { platform, project } = machine
    switch (scope) {
      case 'user':
        return joinPath(platform, own(machine), name)
      case 'project':
        return joinPath(platform, project, ...inProject, name)
      case 'local':
        return local === undefined ? undefined : joinPath(platform, project, ...inProject, local)
    }
  }
}
