import { expect } from 'bun:test'
import { type Given, report } from './fake-io.ts'
import { makeRepository, WITH_GIT } from './repository.ts'
import { makeWorkspace, type Workspace } from './workspace.ts'

/** One armed Stop: `hold 1`, `release 4`, `reset`. Nothing may be wrong. */
export async function stop(workspace: Workspace, given: Given = {}): Promise<string> {
  const told = await report(['--loop'], { stdin: workspace.stop(), env: WITH_GIT, ...given })
  expect([told.stderr, told['trouble']]).toEqual([[], false])
  return told['reset'] ? 'reset' : `${told['answer']} ${told['markers_emitted']}`
}

/** A workspace that is a repository with one commit. */
export function makeOwnRepository(): Workspace {
  const workspace = makeWorkspace()
  makeRepository(workspace, '.')
  return workspace
}

/** What was recorded, by its ops. */
export const ops = (workspace: Workspace): readonly unknown[] => workspace.records().map(({ op }) => op)
