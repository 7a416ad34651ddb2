/** What stands at a path. A link is told as such, never followed. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** Last change of its content, in milliseconds since 1970. */
  readonly changedAt: number
  /** Length in bytes, as far as that means anything for what it is. */
  readonly size: number
  /** Whether it belongs to a user who is neither this one nor root. */
  readonly foreign: boolean
  /** Device and number: no two things that exist at the same time share it. */
  readonly id: string
}

/** A folder that was opened. */
export interface Folder extends Pick<Entry, 'foreign' | 'id'> {
  /** The path by which its entries are reached. */
  readonly at: string
  /**
   * Whether that path leads to this very folder as long as it is open, whatever is put in its place. Where it doesn't,
   * check again what was reached by it.
   */
  readonly pinned: boolean
  /** What to close; `undefined` where nothing stays open. */
  readonly fd: number | undefined
}

/**
 * The file operations that a tally needs, so that a test can make any of them fail. All are synchronous and throw
 * the platform's own errors unless told otherwise here. Implementations must not follow a link in the last part
 * of a path that is opened, and must not wait for a FIFO's other end.
 */
export interface FileOps {
  /** What stands at a path; `undefined` where nothing does. */
  look(path: string): Entry | undefined
  /** The path with every link resolved. */
  resolve(path: string): string
  /** Opens a folder. @param byLink - the path may be a link to one */
  enter(path: string, byLink?: boolean): Folder
  /** Makes a folder. Does nothing where something is already there. */
  makeFolder(path: string): void
  /** Opens for reading. */
  openToRead(path: string): number
  /**
   * Opens for reading and appending; `created` tells whether it was made by this.
   *
   * @param there - it was there a moment ago: a hint that may save one attempt, and may be wrong
   */
  openToAppend(path: string, there?: boolean): { readonly fd: number; readonly created: boolean }
  /** What an open file is. */
  measure(fd: number): Entry
  /** Fills a buffer from a position; answers how many bytes there were. */
  read(fd: number, into: Uint8Array, position: number): number
  /** One write at the end; answers how many bytes went out. */
  append(fd: number, bytes: Uint8Array): number
  /** Waits until the file's content is on the device. */
  sync(fd: number): void
  /** Waits until a folder's entries are on the device; does nothing where the platform or the file system can't. */
  syncFolder(path: string): void
  close(fd: number): void
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): readonly string[]
  /** Removes a file. Does nothing where there is none: someone else may have been quicker. */
  remove(path: string): void
}

/** How files are reached. */
export interface SensorOptions {
  /** Default: the real ones, `nodeFileOps`. */
  readonly ops?: FileOps
}
