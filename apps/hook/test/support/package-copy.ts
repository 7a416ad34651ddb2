import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildNativeSources } from '../../build/build.ts'
import { built } from './built.ts'

let sources: Promise<string> | undefined

/** Puts the built script, with all that belongs to it, where a package manager would. @returns the script's path */
export async function putPackage(folder: string): Promise<string> {
  const { script, folder: from } = await built()
  sources ??= buildNativeSources(mkdtempSync(join(from, 'sources-')))
  const dist = join(folder, 'node_modules', 'dos-hook', 'dist')
  mkdirSync(dist, { recursive: true })
  for (const name of ['dos-hook.js', 'desk.js', 'dos-hook.1'])
    cpSync(join(dirname(script), name), join(dist, name))
  cpSync(dirname(await sources), join(dist, 'native'), { recursive: true })
  return join(dist, 'dos-hook.js')
}
