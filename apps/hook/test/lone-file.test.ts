import { expect, setDefaultTimeout, test } from 'bun:test'
import { tallyPaths } from '@dos/marker-sensor'
import { loneFile, tellLoneFile } from '../src/progress/lone-file.ts'
import { makeOwnRepository, stop } from './support/progressing.ts'
import { commit } from './support/repository.ts'
import type { Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

function lone(workspace: Workspace): ReturnType<typeof loneFile> {
  const paths = tallyPaths(workspace.path, 's')
  if (paths === undefined) throw new Error('no tally')
  return loneFile(paths)
}

test('One untracked file that gives the budget back three times in a row is told of, with the line that ends it', async () => {
  using workspace = makeOwnRepository()
  await stop(workspace)
  for (let turn = 1; turn <= 4; turn += 1) {
    expect(lone(workspace)).toEqual(turn > 3 ? { path: 'loop #1.log', times: turn - 1 } : undefined)
    workspace.put('loop #1.log', `turn ${turn}`)
    expect(await stop(workspace)).toBe('reset')
    await stop(workspace)
  }
  const found = lone(workspace)
  expect(found).toEqual({ path: 'loop #1.log', times: 4 })
  const pattern = /ignore = (\[.*\])$/.exec(found === undefined ? '' : tellLoneFile(found))?.[1]
  workspace.put('dos.toml', `[progress]\nignore = ${pattern}\n`)
  commit(workspace.path, 'policy')
  await stop(workspace)
  workspace.put('loop #1.log', 'turn 5')
  expect(await stop(workspace)).toBe('hold 1')
})

test('A file among others, another file, and a tracked one are no reason for a word', async () => {
  using workspace = makeOwnRepository()
  await stop(workspace)
  for (const files of [['log'], ['log'], ['log', 'mine'], ['log'], ['other'], ['mine'], ['mine'], ['mine']]) {
    for (const file of files) workspace.put(file, `${Math.random()}`)
    expect(await stop(workspace)).toBe('reset')
    expect(lone(workspace)).toBeUndefined()
  }
})
