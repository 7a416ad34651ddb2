import { dirname, join } from 'node:path'
import type { FileOps } from '../../src/index.ts'
import { pathsIn } from './workspace.ts'

/** A failure as the file system reports one. */
export function failure(code: string): Error {
  return Object.assign(new Error(`${code}: as told by the test`), { code })
}

interface File {
  content: Uint8Array
  /** How much of the content would be there after a power loss. */
  synced: number
}

/**
 * A disk in memory with one workspace, `/w`, that knows what of it a power loss would leave. Appending is one
 * indivisible step, as on a local disk.
 */
export class MemoryDisk {
  readonly #files = new Map<string, File>()
  readonly #folders = new Set<string>(['/w'])
  readonly #durable = new Set<string>(['/w'])
  readonly #open = new Map<number, string>()
  #nextFd = 3

  readonly ops: FileOps = {
    look: (path) => {
      const kind = this.#folders.has(path) ? 'folder' : this.#files.has(path) ? 'file' : undefined
      return kind && { kind, changedAt: 0, size: this.content(path).length, foreign: false, id: path }
    },
    resolve: (path) => path,
    enter: (path) => {
      this.#requireFolder(path)
      const fd = this.#nextFd++
      this.#open.set(fd, path)
      return { at: path, pinned: true, fd, foreign: false, id: path }
    },
    makeFolder: (path) => {
      this.#requireFolder(dirname(path))
      this.#folders.add(path)
    },
    openToRead: (path) => this.#opened(path),
    openToAppend: (path) => {
      this.#requireFolder(dirname(path))
      const created = !this.#files.has(path)
      if (created) this.#files.set(path, { content: new Uint8Array(0), synced: 0 })
      return { fd: this.#opened(path), created }
    },
    measure: (fd) => ({
      ...{ kind: 'file', changedAt: 0 },
      size: this.#fileOf(fd).content.length,
      foreign: false,
      id: this.#open.get(fd) ?? '',
    }),
    read: (fd, into, position) => {
      const part = this.#fileOf(fd).content.subarray(position, position + into.length)
      into.set(part)
      return part.length
    },
    append: (fd, bytes) => {
      const file = this.#fileOf(fd)
      file.content = Buffer.concat([file.content, bytes])
      return bytes.length
    },
    sync: (fd) => {
      const file = this.#fileOf(fd)
      file.synced = file.content.length
    },
    syncFolder: (path) => {
      this.#requireFolder(path)
      for (const entry of [...this.#folders, ...this.#files.keys()]) {
        if (dirname(entry) === path) this.#durable.add(entry)
      }
    },
    close: (fd) => {
      if (!this.#open.delete(fd)) throw failure('EBADF')
    },
    list: (folder) =>
      [...this.#files.keys()]
        .filter((path) => dirname(path) === folder)
        .map((path) => path.slice(folder.length + 1)),
    remove: (path) => {
      this.#files.delete(path)
    },
  }

  /** How many files and folders are open. */
  get open(): number {
    return this.#open.size
  }

  /** The content of a file; none where there is no such file. */
  content(path: string): Uint8Array {
    return this.#files.get(path)?.content ?? new Uint8Array(0)
  }

  /** Puts a file there with the folders that it takes, all of it durable. */
  put(path: string, content: Uint8Array): void {
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) {
      this.#folders.add(folder)
      this.#durable.add(folder)
    }
    this.#files.set(path, { content, synced: content.length })
    this.#durable.add(path)
  }

  /** What would be left of a file if the power went now. */
  afterPowerLoss(path: string): Uint8Array {
    const file = this.#files.get(path)
    for (let entry = path; entry !== '/'; entry = dirname(entry)) {
      if (!this.#durable.has(entry)) return new Uint8Array(0)
    }
    return file === undefined ? new Uint8Array(0) : file.content.subarray(0, file.synced)
  }

  #requireFolder(path: string): void {
    if (!this.#folders.has(path)) throw failure('ENOENT')
  }

  #opened(path: string): number {
    if (!this.#files.has(path)) throw failure('ENOENT')
    const fd = this.#nextFd++
    this.#open.set(fd, path)
    return fd
  }

  #fileOf(fd: number): File {
    const file = this.#files.get(this.#open.get(fd) ?? '')
    if (file === undefined) throw failure('EBADF')
    return file
  }
}

/** Where the tally lies on a {@link MemoryDisk}. */
export const ON_DISK: ReturnType<typeof pathsIn> = pathsIn('/w')

/** The file that hides the tallies from git. */
export const IGNORE_FILE: string = join(ON_DISK.home, '.gitignore')

/** A disk that holds just this tally. */
export function diskWith(content: string | Uint8Array): MemoryDisk {
  const disk = new MemoryDisk()
  disk.put(IGNORE_FILE, Buffer.from('*\n'))
  disk.put(ON_DISK.file, typeof content === 'string' ? Buffer.from(content) : content)
  return disk
}

/** One call of a file operation. */
export interface Call {
  readonly name: keyof FileOps
  readonly args: readonly unknown[]
  /** Does it. */
  readonly go: () => unknown
}

/** File operations of which each call goes through `around`, which answers for it. */
export function intercept(ops: FileOps, around: (call: Call) => unknown): FileOps {
  const entries = Object.entries(ops).map(([name, operation]: [string, (...args: never[]) => unknown]) => [
    name,
    (...args: never[]) => around({ name: name as keyof FileOps, args, go: () => operation(...args) }),
  ])
  return Object.fromEntries(entries) as FileOps
}
