import { basename, join, relative, sep } from 'node:path'
import { describeFault } from '@dos/hook-call/fault'
import { ignoreLine, loneFile } from '@dos/hook-call/progress/lone-file'
import type { TallyFacts, TallyReading } from '@dos/hook-doctor'
import { count, tallyOwner, workspaceTallyPaths } from '@dos/marker-sensor'
import { nodeOps } from '@dos/progress'
import type { DeskIo } from '../world/desk-io.ts'
import { namesIn } from '../world/files.ts'
import { look, obstacleIn, obstacleOf } from '../world/obstacle.ts'
import { projectOf } from '../world/paths.ts'
import { realPath } from './own-programs.ts'

/** How many tallies are read, the latest written first. */
const MOST_READ = 100

/** What can be known of the tallies of a workspace without leaving a trace there. */
export function tallyFacts(workspace: string, io: DeskIo): TallyFacts {
  const home = join(workspace, '.dos')
  const folder = join(home, 'markers')
  const outside = linkOutside(workspace, [home, folder])
  const tallies = outside === undefined && look(folder)?.isDirectory() === true ? list(folder) : []
  const read = tallies.slice(0, MOST_READ)
  return {
    folder,
    obstacle:
      obstacleIn({ workspace, home, folder }) ??
      read.map(({ path }) => obstacleOf(path)).find((each) => each !== undefined),
    outside,
    tracked: trackedIn(home, workspace, io),
    count: tallies.length,
    read: read.map(({ path }) => readTally(workspace, path)),
  }
}

function list(folder: string): readonly { readonly path: string; readonly changedAt: number }[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name))
    .map((path) => ({ path, changedAt: look(path)?.mtimeMs ?? 0 }))
    .toSorted((one, other) => other.changedAt - one.changedAt)
}

function linkOutside(workspace: string, steps: readonly string[]): TallyFacts['outside'] {
  const root = realPath(workspace) ?? workspace
  for (const path of steps) {
    if (look(path)?.isSymbolicLink() !== true) continue
    const to = realPath(path)
    if (to === undefined) return { path, to: 'nowhere' }
    if (!to.startsWith(root.endsWith(sep) ? root : root + sep)) return { path, to }
  }
  return undefined
}

/** How many files of the folder git keeps; `undefined` where there is no repository, or nobody who could tell. */
function trackedIn(home: string, workspace: string, io: DeskIo): number | undefined {
  const root = projectOf(workspace)
  const below = relative(root, realPath(workspace) ?? workspace)
  if (look(join(root, '.git')) === undefined) return undefined
  const answer = nodeOps({ env: io.env }).git({
    cwd: root,
    // It starts nothing that the repository's configuration names.
    args: ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '--', join(below, relative(workspace, home))],
    env: { HOME: io.env['HOME'] ?? '', GIT_OPTIONAL_LOCKS: '0' },
    apart: [root, workspace],
    timeoutMs: 2000,
    maxBytes: 1024 * 1024,
  })
  return answer.kind === 'answered' ? answer.stdout.split('\0').length - 1 : undefined
}

/** What the sensor says of a tally when it is to count, and which file keeps zeroing it. */
function readTally(workspace: string, file: string): TallyReading {
  const owner = tallyOwner(basename(file))
  const known = { session: owner ?? basename(file, '.jsonl'), file, loneFile: undefined, refused: undefined }
  // A name that no session and no run has is nobody's.
  if (owner === undefined) return known
  const paths = { ...workspaceTallyPaths(workspace), file }
  try {
    count(paths, { limit: 1 })
    const lone = loneFile(paths)
    return lone === undefined ? known : { ...known, loneFile: { ...lone, line: ignoreLine(lone.path) } }
  } catch (error) {
    return { ...known, refused: describeFault(error) }
  }
}
