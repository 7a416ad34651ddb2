import { existsSync, mkdtempSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { BUN_ALONE } from '@dos/hook-wiring'
import { type Built, built } from './built.ts'

/** A way to start the command: the words before its arguments, and the PATH it finds. */
export interface Launch {
  readonly words: readonly string[]
  readonly path: string
}

export type LaunchName =
  | 'the compiled command'
  | 'the script by its name'
  | 'bun with the script, as init wires it'
  | 'node with the script'
  | 'bun with the script'

/** Every way but through an installed package. */
export const LAUNCHES: readonly LaunchName[] = [
  'the compiled command',
  'the script by its name',
  'bun with the script, as init wires it',
  'node with the script',
  'bun with the script',
]

/** The compiled command, and the script under either runtime. */
export const RUNTIMES = ['the compiled command', 'bun with the script', 'node with the script'] as const

/** The words and the PATH of a launch. */
export async function launch(name: LaunchName): Promise<Launch> {
  const { binary, script, folder } = await built()
  switch (name) {
    case 'the compiled command':
      return { words: [binary], path: '' }
    case 'the script by its name':
      return { words: [script], path: pathWith({ folder }, ['node']) }
    case 'bun with the script, as init wires it':
      return { words: [tool('bun'), ...BUN_ALONE, script], path: '' }
    case 'node with the script':
      return { words: [tool('node'), script], path: '' }
    case 'bun with the script':
      return { words: [tool('bun'), script], path: '' }
  }
}

/** A PATH of one folder in which there are only these. */
export function pathWith({ folder }: Pick<Built, 'folder'>, names: readonly string[]): string {
  const path = mkdtempSync(join(folder, 'path-'))
  for (const name of names) symlinkSync(tool(name), join(path, name))
  return path
}

/** Where a program is that the tests can't do without. */
export function tool(name: string): string {
  if (name === 'bun') return process.execPath
  // `bun --bun run` puts a `node` of its own on the PATH, which is Bun again.
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((path) => !path.includes('bun-node'))
  const found = folders.map((path) => join(path, name)).find(existsSync)
  if (found === undefined) throw new Error(`${name} is not on the PATH`)
  return found
}
