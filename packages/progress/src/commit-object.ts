import { inflateStart } from './inflate.ts'

/** The longest head: `commit`, a size, `tree` and an id of 64 digits. */
const HEAD = 96

/** The tree that a loose object names, from the first bytes of its file. Nothing where it is no sound commit. */
export function treeOfLooseCommit(file: Uint8Array): string | undefined {
  const head = inflateStart(file, HEAD)
  if (head === undefined) return undefined
  return /^commit \d+\0tree ([0-9a-f]{40}|[0-9a-f]{64})\n/.exec(String.fromCharCode(...head))?.[1]
}
