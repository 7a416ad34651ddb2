import { closeSync, openSync, readSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename } from 'node:path'
import type { FolderFacts } from '@dos/hook-call/user/folders'
import { BUN_ALONE } from '@dos/hook-wiring'
import { allOnPath, output } from '../world/on-path.ts'
import { isOfProject, liesIn, projectOf, realPath } from '../world/paths.ts'

/** What can run the script. */
type Kind = 'bun' | 'node'

/** Under which names the programs themselves lie on a disk, links followed: those of version managers have others. */
const NAMES: Readonly<Record<Kind, RegExp>> = { bun: /^bun(\.exe)?$/i, node: /^node(js)?[-\d.]*(\.exe)?$/i }

/** Folders that a runner makes for the programs of one call, or of one shell. */
const PASSING = /[\\/](node_modules[\\/]\.bin|bun-node-[^\\/]*|fnm_multishells|_npx|bunx-[^\\/]*)[\\/]/

/** Where a script's runtime is looked for. */
export interface RuntimeFacts extends FolderFacts {
  /** The script, and what runs it now. */
  readonly self: { readonly path: string; readonly runtime: string }
  readonly project: string
  /** The version of this program. */
  readonly version: string
}

/**
 * The words that run the script, up to the script itself: a runtime by its absolute path, so that no PATH which a runner
 * or a workspace sets can choose another, and no shell, which leaves with 2 where it can't open what it is to run. Bun
 * before Node, as it starts five times as fast, but not on Windows, where nothing is known to keep it from the
 * `bunfig.toml` of the folder it is started in. One whose own path is a link by which the user's newest is found, as
 * package managers make them, is named by that link.
 *
 * @returns `undefined` where there is none but in a project, in a runner's folder, or in one for what is thrown away
 */
export function findRuntime(facts: RuntimeFacts): readonly string[] | undefined {
  const kinds: readonly Kind[] = facts.platform === 'win32' ? ['node'] : ['bun', 'node']
  for (const kind of kinds) {
    const flags = kind === 'bun' ? BUN_ALONE : []
    const own = facts.self.runtime
    const paths = [...allOnPath(kind, facts), ...(isOf(kind, own) ? [own] : [])]
    for (const path of paths.flatMap((one) => [one, realPath(one)])) {
      if (isUsers(path, kind, facts) && runs([path, ...flags], facts)) return [path, ...flags]
    }
  }
  return undefined
}

/**
 * Whether a path is that of a real runtime of the user's own: no script that looks for one where it is run, and neither a
 * project's, nor a runner's, nor in a folder for what is thrown away.
 */
function isUsers(path: string, kind: Kind, facts: RuntimeFacts): boolean {
  const real = realPath(path)
  if (!isOf(kind, real) || isScript(real)) return false
  // What a repository around the project holds is a stranger's as well.
  const around = { ...facts, project: projectOf(facts.project) }
  if (isOfProject(path, facts) || isOfProject(path, around)) return false
  return !PASSING.test(path) && !liesIn(path, tmpdir())
}

/** Whether a runtime runs this very program: others of the name, and versions too old for it, don't. */
function runs([program = '', ...flags]: readonly string[], { self, home, version }: RuntimeFacts): boolean {
  if (realPath(program) === realPath(self.runtime)) return true
  return output(program, [...flags, self.path, '--version'], home) === `dos-hook ${version}`
}

function isOf(kind: Kind, path: string): boolean {
  return NAMES[kind].test(basename(path))
}

/** A script starts what it finds: version managers ask the folder they are called in. */
function isScript(path: string): boolean {
  try {
    const fd = openSync(path, 'r')
    const start = Buffer.alloc(2)
    readSync(fd, start, 0, 2, 0)
    closeSync(fd)
    return start.toString('latin1') === '#!'
  } catch {
    return true
  }
}
