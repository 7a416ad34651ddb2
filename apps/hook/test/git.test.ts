import { expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { git, makeRepository } from './support/repository.ts'
import { makeWorkspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const changes = (folder: string): string => git(folder, 'status', '--porcelain', '--untracked-files=all')

test('Nothing of a hold, a reset or a spent budget shows in git, nor does adding everything take it', async () => {
  using workspace = makeWorkspace()
  const root = makeRepository(workspace)
  const cwd = workspace.folder('repository/sub/folder')
  for (let marker = 1; marker <= 4; marker += 1) {
    expectHeld(await run(workspace.stop({ cwd })))
    expect(changes(root)).toBe('')
  }
  expectReleased(await run(workspace.stop({ cwd })))
  expectReleased(await run(workspace.stop({ cwd }), { args: ['marker', '--reset'] }))
  expect(changes(root)).toBe('')
  git(root, 'add', '--all')
  expect(changes(root)).toBe('')
  expect(git(root, 'status', '--porcelain', '--ignored')).toBe('!! .dos/\n')
  expect(readFileSync(join(root, '.dos', '.gitignore'), 'utf8')).toBe('*\n')
  expect(existsSync(join(cwd, '.dos'))).toBe(false)
})

test('A worktree is a workspace of its own, and nothing shows in it either', async () => {
  using workspace = makeWorkspace()
  const root = makeRepository(workspace)
  const tree = join(workspace.path, 'tree')
  git(root, 'worktree', 'add', '--quiet', tree)
  expectHeld(await run(workspace.stop({ cwd: tree })))
  expect(existsSync(join(tree, '.dos', 'markers'))).toBe(true)
  expect([changes(root), changes(tree)]).toEqual(['', ''])
})

test('The reset of a git hook needs no event: it runs after a commit, in the repository', async () => {
  using workspace = makeWorkspace()
  const root = makeRepository(workspace)
  for (let marker = 1; marker <= 4; marker += 1) expectHeld(await run(workspace.stop({ cwd: root })))
  expectReleased(await run('', { cwd: root, args: ['marker', '--reset', '--session-id', 's'] }))
  expect(expectHeld(await run(workspace.stop({ cwd: root }))).reason).toContain('marker 1 of 4')
})
