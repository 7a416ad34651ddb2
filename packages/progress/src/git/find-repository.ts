import type { ProgressOps } from '../files/ops.ts'
import { readText } from '../files/read-file.ts'
import type { Unknown } from '../fingerprint.ts'

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

/**
 * The repository in this very folder: one whose `.git` lies in it (a plain one, a linked work tree, a submodule), or a
 * bare one, which is the folder itself.
 */
export function findRepositoryAt(ops: ProgressOps, folder: string): RepositoryFound {
  const dotGit = `${folder}/.git`
  const pointer = readText(ops, dotGit, POINTER_LIMIT)
  switch (pointer.kind) {
    case 'missing':
      return isBare(ops, folder) ? withCommonDir(ops, folder, folder) : { kind: 'none' }
    case 'unknown':
      return pointer
    case 'folder':
      return holdsHead(ops, dotGit, { kind: 'none' }) ?? withCommonDir(ops, folder, dotGit)
    case 'text': {
      const target = /^gitdir: (.+?)[\r\n]*$/.exec(pointer.text)?.[1]
      if (target === undefined) return CORRUPT
      const gitDir = join(folder, target)
      return holdsHead(ops, gitDir, CORRUPT) ?? withCommonDir(ops, folder, gitDir)
    }
  }
}

/** The repository of this folder or of the nearest one above it, as git finds it. */
export function findRepositoryAbove(ops: ProgressOps, folder: string): RepositoryFound {
  const here = findRepositoryAt(ops, folder)
  if (here.kind !== 'none') return here
  let path: string
  try {
    path = ops.realpath(folder)
  } catch {
    return { kind: 'unknown', unknown: 'unreadable' }
  }
  for (;;) {
    const above = path.replace(/[\\/][^\\/]*$/, '')
    if (above === path) return { kind: 'none' }
    const found = findRepositoryAt(ops, above)
    if (found.kind !== 'none') return found
    path = above
  }
}

/** A path as seen from a folder. What `..` means is left to the system, which knows the links on the way. */
export function join(folder: string, path: string): string {
  return isAbsolute(path) ? path : `${folder}/${path}`
}

/** Whether a path says where it begins, on any system. */
export function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path)
}

/** The path without links, or as it is where that cannot be told. */
export function realOr(ops: ProgressOps, path: string): string {
  try {
    return ops.realpath(path)
  } catch {
    return path
  }
}

/** By what git itself asks of a folder that it takes for a repository. */
function isBare(ops: ProgressOps, folder: string): boolean {
  try {
    return ['HEAD', 'objects', 'refs'].every((name) => ops.lstat(`${folder}/${name}`) !== undefined)
  } catch {
    return false
  }
}

/** Nothing where HEAD is there. Git passes a folder `.git` without one by, but not a pointer that leads nowhere. */
function holdsHead(
  ops: ProgressOps,
  gitDir: string,
  otherwise: RepositoryFound,
): RepositoryFound | undefined {
  try {
    return ops.lstat(`${gitDir}/HEAD`) === undefined ? otherwise : undefined
  } catch {
    return { kind: 'unknown', unknown: 'unreadable' }
  }
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
