import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { makeRepository } from './support/repository.ts'
import { ALLOWED, until, waiting, waits } from './support/waiting.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

/** A repository in which the condition works, once there is a file that git ignores. */
function working(table = ''): Workspace {
  const workspace = makeWorkspace()
  makeRepository(workspace, '.')
  workspace.put(join('.git', 'info', 'exclude'), 'go\n')
  return waiting(`${table}\n${until('if test -f go; then echo work >> work.txt; fi')}`, workspace)
}

const ops = (workspace: Workspace) => workspace.records().map(({ op }) => op)

describe('Ground truth that advances during a wait', () => {
  test('zeroes the streak before a release, in the one record of the wait', async () => {
    using workspace = working('then = "release"')
    expectReleased(await run(workspace.stop(), ALLOWED))
    workspace.put('go', '')
    expectReleased(await run(workspace.stop(), ALLOWED))
    expect(waits(workspace)).toMatchObject([
      { op: 'WAIT', for: 'until' },
      { op: 'RESET', for: 'until', reason: expect.stringMatching(/^waited .*; progress: untracked work in/) },
    ])
  })

  test('is found by the Stop after the hold that tells of it', async () => {
    using workspace = working()
    expectHeld(await run(workspace.stop(), ALLOWED))
    workspace.put('go', '')
    expectHeld(await run(workspace.stop(), ALLOWED))
    expectReleased(await run(workspace.stop(), ALLOWED))
    expect(ops(workspace)).toEqual(['MARKER', 'MARKER', 'RESET'])
  })
})
