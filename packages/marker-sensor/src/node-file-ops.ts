import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  unlinkSync,
  writeSync,
} from 'node:fs'
import type { Entry, FileOps } from './file-ops.ts'

// Windows has neither: there is no FIFO to wait for, and links need a privilege.
const CAUTIOUS = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
const APPEND = constants.O_RDWR | constants.O_APPEND | CAUTIOUS
const CREATE = APPEND | constants.O_CREAT | constants.O_EXCL

/** The real file operations, by `node:fs`, under Bun and Node alike. */
export const nodeFileOps: FileOps = {
  look: (path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    return stats && { kind: kindOf(stats), changedAt: stats.mtimeMs, size: stats.size }
  },
  resolve: (path) => realpathSync(path),
  makeFolder: (path) => {
    unlessCode('EEXIST', () => mkdirSync(path))
  },
  openToRead: (path) => openSync(path, constants.O_RDONLY | CAUTIOUS),
  openToAppend: (path, there = false) => {
    let fd = -1
    const open = (flags: number) => () => {
      fd = openSync(path, flags, 0o666)
    }
    // An attempt that fails costs ten times as much as one that doesn't.
    if (there && unlessCode('ENOENT', open(APPEND))) return { fd, created: false }
    const created = unlessCode('EEXIST', open(CREATE))
    return created ? { fd, created } : { fd: openSync(path, APPEND), created }
  },
  measure: (fd) => {
    const stats = fstatSync(fd)
    return { regular: stats.isFile(), size: stats.size }
  },
  read: (fd, into, position) => readSync(fd, into, 0, into.length, position),
  append: (fd, bytes) => writeSync(fd, bytes),
  sync: (fd) => fsyncSync(fd),
  syncFolder,
  close: (fd) => closeSync(fd),
  list: (folder) => {
    let names: readonly string[] = []
    unlessCode('ENOENT', () => {
      names = readdirSync(folder)
    })
    return names
  },
  remove: (path) => {
    unlessCode('ENOENT', () => unlinkSync(path))
  },
}

/** Runs an operation; `false` when it failed with just this code, any other failure is thrown on. */
function unlessCode(code: string, operation: () => void): boolean {
  try {
    operation()
    return true
  } catch (error) {
    if (codeOf(error) === code) return false
    throw error
  }
}

/** The platform's code of a failed file operation, such as `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function kindOf(stats: Stats): Entry['kind'] {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'folder'
  return stats.isSymbolicLink() ? 'link' : 'other'
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(path, constants.O_RDONLY)
  try {
    // EINVAL: the file system has no such operation for folders, as some network and shared ones.
    unlessCode('EINVAL', () => fsyncSync(fd))
  } finally {
    closeSync(fd)
  }
}
