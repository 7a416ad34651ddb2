import { sep } from 'node:path'
import { TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import type { TallyPaths } from './paths.ts'

/**
 * The path to open for a tally, and whether something is there. A link on the way is taken when it stays inside
 * the workspace and refused when it leads out: a cloned repository must not choose where its user's files grow.
 *
 * @throws TallyError `outside`
 */
export function locate(ops: FileOps, paths: TallyPaths): { readonly file: string; readonly there: boolean } {
  const way = walkInside(ops, paths.workspace, [paths.home, paths.folder, paths.file])
  return { file: way === 'linked' ? ops.resolve(paths.file) : paths.file, there: way !== 'missing' }
}

/**
 * Walks paths of which each lies in the one before.
 *
 * @returns `missing` when one is not there, `linked` when all are and one is a link, else `plain`
 * @throws TallyError `outside` when a link leads out of the workspace
 */
export function walkInside(
  ops: FileOps,
  workspace: string,
  steps: readonly string[],
): 'missing' | 'linked' | 'plain' {
  let way: 'linked' | 'plain' = 'plain'
  for (const path of steps) {
    const entry = ops.look(path)
    if (entry === undefined) return 'missing'
    if (entry.kind === 'link') {
      requireInside(ops, workspace, path)
      way = 'linked'
    }
  }
  return way
}

function requireInside(ops: FileOps, workspace: string, path: string): void {
  const real = ops.resolve(path)
  const root = ops.resolve(workspace)
  if (real.startsWith(root.endsWith(sep) ? root : root + sep)) return
  throw new TallyError(
    'outside',
    path,
    `${path} leads to ${real}, which is not inside the workspace: remove the link`,
  )
}
