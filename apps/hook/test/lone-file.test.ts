import { expect, setDefaultTimeout, test } from 'bun:test'
import { ignoreLine, loneFile } from '@dos/hook-call/progress/lone-file'
import { tallyPaths } from '@dos/marker-sensor'
import { run } from './support/command.ts'
import { examineDesk, makeDesk } from './support/desk.ts'
import { makeOwnRepository, stop } from './support/progressing.ts'
import { commit, makeRepository, WITH_GIT } from './support/repository.ts'
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
  workspace.put('dos.toml', `[progress]\n${ignoreLine(found?.path ?? '')}\n`)
  commit(workspace.path, 'policy')
  await stop(workspace)
  workspace.put('loop #1.log', 'turn 5')
  expect(await stop(workspace)).toBe('hold 1')
})

test('status and doctor name the file and the line, escaped as all that a stranger named', async () => {
  using desk = makeDesk()
  const { project } = desk
  makeRepository(project, '.')
  const delta = (files: readonly string[]) => ({
    op: 'RESET',
    since: `${files}`,
    files,
    lone_untracked: true,
  })
  const record = { ...delta(['\u001b[2J.log']), ts: new Date().toISOString() }
  project.put('.dos/markers/loop.jsonl', `${JSON.stringify(record)}\n`.repeat(3))
  const shown = await run('', { args: ['status'], cwd: project.path, env: { HOME: desk.home.path } })
  expect(shown.stderr).toContain('loop: the untracked file \\u001b[2J.log alone gave the budget back 3 times')
  expect(shown.stderr).toContain('under [progress]: ignore = ["/\\u001b')
  expect(shown.stderr).not.toContain('\u001b')
  const { find } = await examineDesk(desk, { env: WITH_GIT })
  expect(find('progress-by-one-file')).toMatchObject({ area: 'progress', severity: 'warning' })
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
