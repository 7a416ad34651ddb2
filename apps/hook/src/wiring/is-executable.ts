import { accessSync, constants } from 'node:fs'

/** Whether the system starts a file by its name; also where there is none, of which nothing else can be said. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.F_OK)
  } catch {
    return true
  }
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
