import type { Unknown } from '../fingerprint/fingerprint.ts'
import { folderAbove, join, type ProgressOps } from '../paths/ops.ts'
import { readText } from '../paths/read-file.ts'

/** A repository by its folders. */
export interface Repository {
  readonly kind: 'repository'
  /** The folder that holds `.git`; of a bare repository the repository itself. */
  readonly root: string
  /** What belongs to this work tree alone: HEAD. */
  readonly gitDir: string
  /** What all work trees of the repository share: references and objects. */
  readonly commonDir: string
}

/** A repository, none, or why that isn't known. */
export type RepositoryFound = Repository | { readonly kind: 'none' } | Unknown

/** Far above any path that the two pointer files hold. */
const POINTER_LIMIT = 4096

const CORRUPT = { kind: 'unknown', unknown: 'corrupt' } as const
const UNREADABLE = { kind: 'unknown', unknown: 'unreadable' } as const

/**
 * The repository in this very folder: one whose `.git` lies in it (a plain one, a linked work tree, a submodule), or a
 * bare one, which is the folder itself.
 */
export function findRepositoryAt(ops: ProgressOps, folder: string): RepositoryFound {
  const dotGit = `${folder}/.git`
  const pointer = readText(ops, dotGit, POINTER_LIMIT)
  try {
    switch (pointer.kind) {
      case 'unknown':
        return pointer
      case 'missing':
        // By what git itself asks of a folder that it takes for a repository.
        return ['HEAD', 'objects', 'refs'].every((name) => ops.lstat(`${folder}/${name}`) !== undefined)
          ? withCommonDir(ops, folder, folder)
          : { kind: 'none' }
      case 'folder':
        // Git passes a folder `.git` without a HEAD by, but not a pointer that leads nowhere.
        return hasHead(ops, dotGit) ? withCommonDir(ops, folder, dotGit) : { kind: 'none' }
      case 'text': {
        const target = /^gitdir: (.+?)[\r\n]*$/.exec(pointer.text)?.[1]
        const gitDir = target === undefined ? undefined : join(folder, target)
        return gitDir !== undefined && hasHead(ops, gitDir) ? withCommonDir(ops, folder, gitDir) : CORRUPT
      }
    }
  } catch {
    return pointer.kind === 'missing' ? { kind: 'none' } : UNREADABLE
  }
}

/** The repository of this folder or of the nearest one above it, as git finds it. */
export function findRepositoryAbove(ops: ProgressOps, folder: string): RepositoryFound {
  let found = findRepositoryAt(ops, folder)
  if (found.kind !== 'none') return found
  try {
    let path = ops.realpath(folder)
    for (let above = folderAbove(path); above !== path && found.kind === 'none'; above = folderAbove(path)) {
      path = above
      found = findRepositoryAt(ops, path)
    }
    return found
  } catch {
    return UNREADABLE
  }
}

function hasHead(ops: ProgressOps, gitDir: string): boolean {
  return ops.lstat(`${gitDir}/HEAD`) !== undefined
}

function withCommonDir(ops: ProgressOps, root: string, gitDir: string): RepositoryFound {
  const common = readText(ops, `${gitDir}/commondir`, POINTER_LIMIT)
  switch (common.kind) {
    case 'missing':
      return { kind: 'repository', root, gitDir, commonDir: gitDir }
    case 'text':
      return { kind: 'repository', root, gitDir, commonDir: join(gitDir, common.text.trimEnd()) }
    case 'folder':
      return CORRUPT
    case 'unknown':
      return common
  }
}
