import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { readTree, type Tree, writeTree } from '../../../toml-table/test/support/tree.ts'

/** No configuration of the machine, and the same author and time for everyone: commits come out alike. */
export const GIT_ENV: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: '2026-11-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_COMMITTER_DATE: '2026-11-01T00:00:00Z',
}

/** Runs git in a folder and answers what it printed, without the last line end. */
export function git(folder: string, ...args: readonly string[]): string {
  return gitAs(GIT_ENV, folder, ...args)
}

/** The same with another environment. */
export function gitAs(
  env: Readonly<Record<string, string>>,
  folder: string,
  ...args: readonly string[]
): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], { env })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout.toString().trimEnd()
}

/** A folder that goes away with the `using` block. */
export interface Scratch extends Disposable {
  readonly path: string
  /** Writes a file, its folders made as needed; answers its path. */
  readonly write: (path: string, content: string) => string
}

/** A new empty folder. */
export function scratch(): Scratch {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'progress-')))
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
      return file
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

let pattern: Tree | undefined

/** A new repository with one commit of one file, on the branch `main`. */
export function repository(...initArgs: readonly string[]): Scratch {
  if (initArgs.length > 0) return makeRepository(initArgs)
  if (pattern === undefined) {
    using made = makeRepository()
    pattern = readTree(made.path)
  }
  const folder = scratch()
  writeTree(pattern, folder.path)
  // The index remembers times of the files that it was made with.
  git(folder.path, 'update-index', '-q', '--refresh')
  return folder
}

function makeRepository(initArgs: readonly string[] = []): Scratch {
  const folder = scratch()
  git(folder.path, 'init', '--quiet', '--template=', '--initial-branch=main', ...initArgs)
  folder.write('a.txt', 'one\n')
  commit(folder, 'one')
  return folder
}

/** A program that anybody can run. */
export function program(folder: Scratch, name: string, script: string): string {
  const path = folder.write(name, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

/** Another work tree of a repository, on a branch of its own, outside of it. */
export function linkedTree(folder: Scratch, outside: Scratch, name: string): string {
  const tree = join(outside.path, name)
  git(folder.path, 'worktree', 'add', '--quiet', '-b', name, tree)
  return tree
}

/** Writes a file in a work tree and commits it. */
export function commitFile(tree: string, name: string, content: string = name): void {
  mkdirSync(dirname(join(tree, name)), { recursive: true })
  writeFileSync(join(tree, name), content)
  git(tree, 'add', '--force', '--', name)
  git(tree, 'commit', '--quiet', '--message', name)
}

/** Commits everything, also nothing. */
export function commit(folder: Scratch, message: string): void {
  git(folder.path, 'add', '--all')
  git(folder.path, 'commit', '--quiet', '--allow-empty', '--message', message)
}
