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
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import type { Entry, FileOps, Folder } from './operations.ts'

/** Of macOS: no link anywhere on the way. Node and Bun don't name it. */
const NOFOLLOW_ANY = process.platform === 'darwin' ? 0x2000_0000 : 0

// Windows has neither: there is no FIFO to wait for, and links need a privilege.
const CAUTIOUS = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | NOFOLLOW_ANY
const READ = constants.O_RDONLY | CAUTIOUS
const APPEND = constants.O_RDWR | constants.O_APPEND | CAUTIOUS
const CREATE = APPEND | constants.O_CREAT | constants.O_EXCL

/** Of Linux: opens a folder only to reach what is in it, for which it need not be readable. */
const O_PATH = 0x20_0000
const ENTER = (constants.O_DIRECTORY ?? 0) | O_PATH

/** The real file operations. `pins`: whether folders can be reached by their descriptors, should there be a `/proc`. */
export function makeNodeFileOps(
  pins: boolean = process.platform === 'linux' || process.platform === 'android',
): FileOps {
  /** Asked once: a sandbox may have no /proc. */
  let canPin = pins ? undefined : false
  return {
    look: (path) => {
      const stats = lstatSync(path, { throwIfNoEntry: false })
      return stats && entryOf(stats)
    },
    resolve: (path) => realpathSync(path),
    enter: (path, byLink = false) => {
      if (canPin === false) return enterByPath(path, byLink)
      const fd = openSync(path, byLink ? ENTER : ENTER | constants.O_NOFOLLOW)
      const { foreign, id } = entryOf(fstatSync(fd))
      const at = `/proc/self/fd/${fd}`
      canPin ??= leadsTo(at, id)
      if (canPin) return { at, pinned: true, fd, foreign, id }
      closeSync(fd)
      return enterByPath(path, byLink)
    },
    makeFolder: (path) => unlessCode('EEXIST', () => mkdirSync(path)),
    openToRead: (path) => openSync(path, READ),
    openToAppend: (path, there = false) => {
      // An attempt that fails costs ten times as much as one that doesn't.
      const known = there ? unlessCode('ENOENT', () => openSync(path, APPEND)) : undefined
      if (known !== undefined) return { fd: known, created: false }
      const made = unlessCode('EEXIST', () => openSync(path, CREATE, 0o666))
      return { fd: made ?? openSync(path, APPEND), created: made !== undefined }
    },
    measure: (fd) => entryOf(fstatSync(fd)),
    read: (fd, into, position) => readSync(fd, into, 0, into.length, position),
    append: (fd, bytes) => writeSync(fd, bytes),
    sync: (fd) => fsyncSync(fd),
    syncFolder,
    close: (fd) => closeSync(fd),
    list: (folder) => unlessCode('ENOENT', () => readdirSync(folder)) ?? [],
    remove: (path) => unlessCode('ENOENT', () => unlinkSync(path)),
  }
}

/** The real file operations of this platform. */
export const nodeFileOps: FileOps = makeNodeFileOps()

/** What an operation answers; `undefined` when it failed with just this code, any other failure is thrown on. */
export function unlessCode<T>(code: string, operation: () => T): T | undefined {
  try {
    return operation()
  } catch (error) {
    if (codeOf(error) === code) return undefined
    throw error
  }
}

/** The platform's code of a failed file operation, such as `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function entryOf(stats: Stats): Entry {
  const { mtimeMs: changedAt, size, uid, dev, ino } = stats
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'folder'
      : stats.isSymbolicLink()
        ? 'link'
        : 'other'
  // Windows tells no users by numbers.
  const own = process.geteuid?.()
  return {
    kind,
    changedAt,
    size,
    foreign: own !== undefined && uid !== own && uid !== 0,
    id: `${dev}:${ino}`,
  }
}

/** Without a descriptor: the path, free of links as it is now, and what it leads to now. */
function enterByPath(path: string, byLink: boolean): Folder {
  const at = byLink ? realpathSync(path) : path
  const { kind, foreign, id } = entryOf(lstatSync(at))
  if (kind !== 'folder') throw Object.assign(new Error(`ENOTDIR: ${at}`), { code: 'ENOTDIR' })
  return { at, pinned: false, fd: undefined, foreign, id }
}

function leadsTo(path: string, id: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && entryOf(stats).id === id
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
