import type * as ChildProcess from 'node:child_process'
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import type { GitAnswer, GitQuestion } from '../files/ops.ts'

const IS_WINDOWS = process.platform === 'win32'
const OF_A_PROJECT = /[\\/]node_modules[\\/]\.bin$/

/**
 * Runs git and waits for it: no shell, no stdin, and its whole process group killed at the bound. Git, and what git
 * itself starts, is looked for outside of the folders the question names, whatever a runner has put on the PATH.
 *
 * @param path - the PATH to look on
 * @param program - the program itself, instead of a `git` on the PATH
 */
export function runGit(question: GitQuestion, path: string, program?: string): GitAnswer {
  const apart = realPathsOf(question.apart)
  const safe = safeFolders(path, apart)
  const git = program ?? findProgram(IS_WINDOWS ? 'git.exe' : 'git', safe, apart)
  const env = { ...question.env, PATH: safe.join(delimiter) }
  const ended = git === undefined ? undefined : spawn([git, ...question.args], env, question)
  if (ended === undefined) return { kind: 'no-git' }
  if (ended.fault !== undefined) {
    killGroup(ended.pid)
    return { kind: ended.fault }
  }
  const { status, stdout, stderr } = ended
  return status === 0
    ? { kind: 'answered', stdout: stdout.toString('utf8') }
    : { kind: 'refused', status: status ?? -1, stderr: stderr.toString('utf8').slice(0, 1000) }
}

/** How a process ended, or which bound ended it. */
interface Ended {
  readonly pid: number
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly fault: 'late' | 'too-much' | 'no-git' | undefined
}

/** Bun's own way, where it runs: loading `node:child_process` takes it 3 ms. @returns nothing where it can't be started */
function spawn(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
  { cwd, timeoutMs, maxBytes }: GitQuestion,
): Ended | undefined {
  const options = {
    cwd,
    env,
    timeout: Math.max(1, Math.ceil(timeoutMs)),
    killSignal: 'SIGKILL' as const,
    maxBuffer: maxBytes,
    windowsHide: true,
    // A group of its own, so that what git may have started can be ended with it.
    detached: !IS_WINDOWS,
  }
  if (process.versions.bun !== undefined) {
    try {
      const ended = Bun.spawnSync([...command], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      const fault = ended.exitedDueToTimeout ? 'late' : ended.exitedDueToMaxBuffer ? 'too-much' : undefined
      return { pid: ended.pid, status: ended.exitCode, stdout: ended.stdout, stderr: ended.stderr, fault }
    } catch {
      return undefined
    }
  }
  const [program, ...args] = command
  const ended = loadChildProcess()?.spawnSync(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (ended === undefined) return undefined
  const code = (ended.error as NodeJS.ErrnoException | undefined)?.code
  const bound = code === 'ETIMEDOUT' ? 'late' : code === 'ENOBUFS' ? 'too-much' : 'no-git'
  const { pid, status, stdout, stderr } = ended
  return { pid, status, stdout, stderr, fault: ended.error === undefined ? undefined : bound }
}

/**
 * The folders of a PATH that are absolute and, by their real path, in none of the given folders, which are real, and in
 * no repository: one around the workspace, its superproject, the main worktree of a linked one are a stranger's as well.
 * What a package manager puts there (`node_modules/.bin`, of every folder above too) is some project's, and never git's
 * place.
 */
export function safeFolders(path: string, apart: readonly string[]): readonly string[] {
  return [...new Set(path.split(delimiter))].filter((folder) => {
    const found = isAbsolute(folder) ? realPathOf(folder) : undefined
    return (
      found !== undefined &&
      !OF_A_PROJECT.test(found) &&
      !apart.some((root) => isInside(root, found)) &&
      !isInRepository(found)
    )
  })
}

/** Whether a folder of the real path, but for the root of the file system, is a repository. Homebrew's own is none. */
function isInRepository(path: string): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (folder === '/opt/homebrew') return false
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return true
  }
  return false
}

/** The first program of this name in the folders that really lies outside of the given ones. */
function findProgram(name: string, folders: readonly string[], apart: readonly string[]): string | undefined {
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      const found = isProgram(path) ? realPathOf(path) : undefined
      return (
        found !== undefined && !apart.some((root) => isInside(root, found)) && !isInRepository(dirname(found))
      )
    })
}

function realPathsOf(folders: readonly string[]): readonly string[] {
  return [...new Set(folders)].flatMap((folder) => realPathOf(folder) ?? [])
}

function isProgram(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() === true && (IS_WINDOWS || (stats.mode & 0o111) !== 0)
}

/** Whether a path lies in a folder, both real. A workspace that is the root of the file system holds everything: then only what is no system folder is in it. */
export function isInside(root: string, path: string): boolean {
  if (root === sep) return !/^\/(usr|bin|sbin|opt|nix)(\/|$)/.test(path)
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function killGroup(pid: number | undefined): void {
  if (!pid) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody was left in it.
  }
}

/** Loaded where it is needed first: most calls never start git. Node before 20.16 has no way to do so in time. */
function loadChildProcess(): typeof ChildProcess | undefined {
  return process.getBuiltinModule?.('node:child_process')
}
