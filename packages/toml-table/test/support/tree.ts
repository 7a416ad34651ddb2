import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The files of a folder by their paths in it. */
export type Tree = ReadonlyMap<string, Uint8Array>

/** Reads a folder whole, so that what took long to make is made once. Links, modes and empty folders are left out. */
export function readTree(folder: string): Tree {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(files.map((path) => [path.slice(folder.length + 1), readFileSync(path)]))
}

/** Writes the files into a folder. */
export function writeTree(tree: Tree, folder: string): void {
  for (const [path, content] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}
