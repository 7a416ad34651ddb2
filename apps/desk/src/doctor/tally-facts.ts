import { readdirSync, statfsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { TallyFacts } from '@dos/hook-doctor'
import { prune } from '@dos/marker-sensor'
import { nodeOps } from '@dos/progress'
import type { DeskIo } from '../world/desk-io.ts'
import { look, obstacleAt, obstacleOf, strangersAt } from '../world/obstacle.ts'
import { OWN_TALLIES } from '../world/own-tallies.ts'
import { projectOf } from '../world/paths.ts'
import { realPath } from './own-programs.ts'
import { readTally } from './read-tally.ts'

/** How many tallies are read, the latest written first. */
const MOST_READ = 100

/** What can be known of the tallies of a workspace without leaving a trace there. */
export function tallyFacts(workspace: string, io: DeskIo): TallyFacts {
  const home = join(workspace, '.dos')
  const folder = join(home, 'markers')
  const outside = linkOutside(workspace, [home, folder])
  const there = [folder, home, workspace].find((path) => look(path) !== undefined) ?? workspace
  const tallies = outside === undefined && look(folder)?.isDirectory() === true ? list(folder) : []
  const { count, removable } = pruned(workspace, io)
  const read = tallies.slice(0, MOST_READ)
  return {
    folder,
    obstacle:
      strangersAt([home, folder]) ??
      obstacleAt(there) ??
      read.map(({ path }) => obstacleOf(path)).find((each) => each !== undefined),
    outside,
    fileSystem: fileSystemOf(there),
    tracked: trackedIn(home, workspace, io),
    count,
    removable: removable.size,
    read: read.map(({ path }) => ({ ...readTally(workspace, path), removable: removable.has(path) })),
  }
}

/** How many tallies there are to `prune`, and which of them it would remove where it is told to keep none. */
function pruned(workspace: string, { now }: DeskIo) {
  try {
    const request = { now: now(), keep: 0, dryRun: true }
    const { removed, kept } = prune(workspace, request, { ops: OWN_TALLIES })
    return { count: removed.length + kept.length, removable: new Set(removed) }
  } catch {
    // A folder that leads out of the workspace or can't be listed is told of by itself.
    return { count: 0, removable: new Set<string>() }
  }
}

function list(folder: string): readonly { readonly path: string; readonly changedAt: number }[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name))
    .map((path) => ({ path, changedAt: look(path)?.mtimeMs ?? 0 }))
    .toSorted((one, other) => other.changedAt - one.changedAt)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
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

function fileSystemOf(path: string): number | undefined {
  try {
    return statfsSync(path).type
  } catch {
    return undefined
  }
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
