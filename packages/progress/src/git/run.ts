import type * as ChildProcess from 'node:child_process'
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import type { GitAnswer, GitQuestion } from '../paths/ops.ts'

const IS_WINDOWS = process.platform === 'win32'
const GIT = IS_WINDOWS ? 'git.exe' : 'git'
const OF_A_PROJECT = /[\\/]node_modules[\\/]\.bin$/

/**
 * Runs git, or another program in its place, and waits: no shell, no stdin, the whole process group killed at the bound.
 * Git, and what git itself starts, is looked for on a PATH, outside of the folders that the question names.
 */
export function runGit(question: GitQuestion, path: string, program?: string): GitAnswer {
  const { folders, find } = safeFolders(path, question.apart)
  const git = program ?? find(GIT)
  const env = { ...question.env, PATH: folders.join(delimiter) }
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
  // Node before 20.16 has no way to load it in time.
  const childProcess: typeof ChildProcess | undefined = process.getBuiltinModule?.('node:child_process')
  const ended = childProcess?.spawnSync(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  if (ended === undefined) return undefined
  const code = (ended.error as NodeJS.ErrnoException | undefined)?.code
  const bound = code === 'ETIMEDOUT' ? 'late' : code === 'ENOBUFS' ? 'too-much' : 'no-git'
  const { pid, status, stdout, stderr } = ended
  return { pid, status, stdout, stderr, fault: ended.error === undefined ? undefined : bound }
}

/**
 * The folders of a PATH that are absolute and, by their real path, neither in one of the given folders nor in any
 * repository, which may be a stranger's as well; what a package manager puts there (`node_modules/.bin`) is some
 * project's. With them, what finds a program there that by its real path lies in no such folder either.
 */
export function safeFolders(
  path: string,
  apart: readonly string[],
): { readonly folders: readonly string[]; readonly find: (name: string) => string | undefined } {
  const strangers = [...new Set(apart)].flatMap((folder) => realPathOf(folder) ?? [])
  const isInRepository = rememberRepositories()
  const isStrangers = (real: string): boolean => strangers.some((root) => isInside(root, real))
  const folders = [...new Set(path.split(delimiter))].filter((folder) => {
    const real = isAbsolute(folder) ? realPathOf(folder) : undefined
    return real !== undefined && !OF_A_PROJECT.test(real) && !isStrangers(real) && !isInRepository(real)
  })
  const find = (name: string): string | undefined =>
    folders
      .map((folder) => join(folder, name))
      .find((program) => {
        const real = isProgram(program) ? realPathOf(program) : undefined
        return real !== undefined && !isStrangers(real) && !isInRepository(dirname(real))
      })
  return { folders, find }
}

/** Whether a folder lies in a repository other than Homebrew's own. None of those above it is looked at twice. */
function rememberRepositories(): (folder: string) => boolean {
  const known = new Map<string, boolean>([['/opt/homebrew', false]])
  const isInRepository = (folder: string): boolean => {
    const above = dirname(folder)
    const isIn =
      known.get(folder) ??
      (folder !== above &&
        (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined || isInRepository(above)))
    known.set(folder, isIn)
    return isIn
  }
  return isInRepository
}

function isProgram(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() === true && (IS_WINDOWS || (stats.mode & 0o111) !== 0)
}

/** Whether a path lies in a folder, both real. A workspace that is the root of the file system holds all but system folders. */
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
