import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { readTree, type Tree, writeTree } from '../../../../packages/toml-table/test/support/tree.ts'
import { tool } from './launch.ts'
import { makeWorkspace, type Workspace } from './workspace.ts'

/** An environment in which git is found, for what is to look at uncommitted work. */
export const WITH_GIT: { readonly PATH: string } = { PATH: join(tool('git'), '..') }

/** An environment in which it is not. */
export const WITHOUT_GIT: { readonly PATH: string } = { PATH: '/no/such/folder' }

/** Runs git in a folder, with nothing that it may have been told by whoever runs the tests. @returns its stdout */
export function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  })
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}

let pattern: Tree | undefined

/** Makes a repository with one commit, of the file `mine`. @returns its path */
export function makeRepository(workspace: Workspace, name = 'repository'): string {
  pattern ??= makePattern()
  const root = workspace.folder(name)
  writeTree(pattern, root)
  // The index remembers times of the files that it was made with.
  git(root, 'update-index', '-q', '--refresh')
  return root
}

function makePattern(): Tree {
  using workspace = makeWorkspace()
  git(workspace.path, 'init', '--quiet', '--template=')
  workspace.put('mine', '')
  commit(workspace.path, 'mine')
  return readTree(workspace.path)
}

/** Commits everything that is there. */
export function commit(root: string, message: string): void {
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', message)
}
