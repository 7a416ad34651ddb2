import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { runGit } from './git-runner.ts'
import type { FileStat, ProgressOps } from './ops.ts'

/** Links followed by nobody's wait: a FIFO opens at once, a terminal does not become ours. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/**
 * The real operations, under Bun and Node.
 *
 * @param options - `env`, the environment git is started with (location variables such as `GIT_DIR` are dropped);
 * `git`, the program, default `git` as found in `PATH`
 */
export function nodeOps(options: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly git?: string
}): ProgressOps {
  return {
    stat: (path) => look(() => statSync(path, { throwIfNoEntry: false })),
    lstat: (path) => look(() => lstatSync(path, { throwIfNoEntry: false })),
    realpath: (path) => realpathSync(path),
    open: (path) => openSync(path, OPEN_FLAGS),
    fstat: (fd) => toFileStat(fstatSync(fd)),
    read: (fd, bytes, position) => readSync(fd, bytes, 0, bytes.length, position),
    close: closeSync,
    git: (question) => runGit(question, options.env, options.git),
    now: () => performance.now(),
  }
}

function look(stat: () => Stats | undefined): FileStat | undefined {
  try {
    const found = stat()
    return found === undefined ? undefined : toFileStat(found)
  } catch (error) {
    // A file where a folder was expected: there is nothing at that path. Bun throws here, Node does not.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}

function toFileStat(stats: Stats): FileStat {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other'
  return { kind, size: stats.size, mtimeMs: stats.mtimeMs, mode: stats.mode }
}
