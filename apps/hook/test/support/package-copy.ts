import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { built } from './built.ts'

/** What the package has of the script. */
const PARTS = ['dos-hook.js', 'desk.js', 'parts']

/** Copies the built script, with all that belongs to it, into a folder. @returns the script's path */
export async function copyScript(folder: string): Promise<string> {
  const from = dirname((await built()).script)
  mkdirSync(folder, { recursive: true })
  for (const name of PARTS.filter((part) => existsSync(join(from, part)))) {
    cpSync(join(from, name), join(folder, name), { recursive: true })
  }
  return join(folder, 'dos-hook.js')
}

/** Puts the built script where a package manager would. @returns the script's path */
export function putPackage(folder: string): Promise<string> {
  return copyScript(join(folder, 'node_modules', 'dos-hook', 'dist'))
}
