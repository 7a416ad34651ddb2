import { NotSeen } from '../fingerprint/fingerprint.ts'
import { folderAbove, join, type ProgressOps } from '../paths/ops.ts'
import { readText } from '../paths/read-file.ts'

/** A repository by its folders. */
export interface Repository {
  /** The folder that holds `.git`; of a bare repository the repository itself. */
  readonly root: string
  /** What belongs to this work tree alone: HEAD. */
  readonly gitDir: string
  /** What all work trees of the repository share: references and objects. */
  readonly commonDir: string
}

/** Far above any path that the two pointer files hold. */
const POINTER_LIMIT = 4096

/** The repository whose `.git` lies in this very folder, or the bare one that the folder is. `null`: there is none. */
export function findRepositoryAt(ops: ProgressOps, folder: string): Repository | null {
  const has = (path: string): boolean => ops.lstat(path) !== undefined
  const dotGit = `${folder}/.git`
  const pointer = readText(ops, dotGit, POINTER_LIMIT)
  if (pointer === 'missing') {
    // By what git itself asks of a folder that it takes for a repository.
    const isBare = ['HEAD', 'objects', 'refs'].every((name) => has(`${folder}/${name}`))
    return isBare ? repositoryOf(ops, folder, folder) : null
  }
  // Git passes a folder `.git` without a HEAD by, but not a pointer that leads nowhere.
  if (pointer === 'folder') return has(`${dotGit}/HEAD`) ? repositoryOf(ops, folder, dotGit) : null
  const target = /^gitdir: (.+?)[\r\n]*$/.exec(pointer.text)?.[1]
  const gitDir = target === undefined ? undefined : join(folder, target)
  if (gitDir === undefined || !has(`${gitDir}/HEAD`)) throw new NotSeen('corrupt')
  return repositoryOf(ops, folder, gitDir)
}

/** The repository of this folder or of the nearest one above it, as git finds it. `null`: there is none. */
export function findRepositoryAbove(ops: ProgressOps, folder: string): Repository | null {
  let found = findRepositoryAt(ops, folder)
  if (found !== null) return found
  let path = ops.realpath(folder)
  for (let above = folderAbove(path); above !== path && found === null; above = folderAbove(path)) {
    path = above
    found = findRepositoryAt(ops, path)
  }
  return found
}

function repositoryOf(ops: ProgressOps, root: string, gitDir: string): Repository {
  const common = readText(ops, `${gitDir}/commondir`, POINTER_LIMIT)
  if (common === 'folder') throw new NotSeen('corrupt')
  return { root, gitDir, commonDir: common === 'missing' ? gitDir : join(gitDir, common.text.trimEnd()) }
}
