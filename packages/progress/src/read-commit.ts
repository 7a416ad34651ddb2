import { treeOfLooseCommit } from './commit-object.ts'
import type { Repository, RepositoryFound } from './find-repository.ts'
import type { Sighting, Unknown } from './fingerprint.ts'
import { readStart } from './read-file.ts'
import { readHead } from './read-head.ts'
import { askGit, type Reading } from './reading.ts'

/** 80 bits of an id: no chance of two alike, and git takes them as a name of the commit. */
const SHOWN = 20
/** The head of a loose object is in its first few dozen bytes, a large Huffman table included. */
const OBJECT_START = 1024

/**
 * The commit HEAD points to, with its tree. Where it is the one seen before, that is all there is to read; else its
 * tree is taken from the loose object that a commit just made is, and from git where it is packed.
 */
export function readCommit(reading: Reading, found: RepositoryFound, before: Sighting | undefined): Sighting {
  if (found.kind === 'none') return null
  if (found.kind === 'unknown') return { unknown: found.unknown }
  const head = readHead(reading.ops, found)
  switch (head.kind) {
    case 'unborn':
      return null
    case 'unknown':
      return { unknown: head.unknown }
    case 'ask':
      return askHead(reading, found)
    case 'commit': {
      if (typeof before === 'string' && before.startsWith(`${head.id.slice(0, SHOWN)}:`)) return before
      const tree = looseTree(reading, found, head.id) ?? askTree(reading, found, head.id)
      return typeof tree === 'string' ? show(head.id, tree) : tree
    }
  }
}

function looseTree({ ops }: Reading, { commonDir }: Repository, id: string): string | undefined {
  const path = `${commonDir}/objects/${id.slice(0, 2)}/${id.slice(2)}`
  const object = readStart(ops, path, OBJECT_START)
  return object.kind === 'bytes' ? treeOfLooseCommit(object.bytes) : undefined
}

function askTree(reading: Reading, { root }: Repository, id: string): string | Unknown {
  const asked = askGit(reading, { root, args: ['rev-parse', '--verify', '--quiet', `${id}^{tree}`] })
  if (asked.kind === 'unknown') return { unknown: asked.unknown }
  return idsIn(asked.stdout)[0] ?? { unknown: 'git-failed' }
}

function askHead(reading: Reading, { root }: Repository): Sighting {
  const asked = askGit(reading, { root, args: ['rev-parse', 'HEAD^{commit}', 'HEAD^{tree}'] })
  if (asked.kind === 'answered') {
    const [id, tree] = idsIn(asked.stdout)
    return id !== undefined && tree !== undefined ? show(id, tree) : { unknown: 'git-failed' }
  }
  if (asked.unknown !== 'git-failed') return { unknown: asked.unknown }
  // Git refuses both where there is no commit yet and where the repository is broken; only the first has a branch.
  const branch = askGit(reading, { root, args: ['symbolic-ref', '--quiet', 'HEAD'] })
  return branch.kind === 'answered' ? null : { unknown: branch.unknown }
}

function show(id: string, tree: string): string {
  return `${id.slice(0, SHOWN)}:${tree.slice(0, SHOWN)}`
}

function idsIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(line))
}
