import { codeOf } from './node-operations.ts'

/** Why a tally could not be read or written. */
export type TallyFault =
  /** A link leads out of the workspace, or what was opened is not what stands there. */
  | 'outside'
  /** A folder on the way, or the tally, belongs to a user who is neither this one nor root. */
  | 'another-user'
  /** A folder, FIFO, socket, device or other thing stands where the tally should. */
  | 'not-a-file'
  /** Too many bytes without a countable record: damaged, or not a tally. */
  | 'unreadable'
  /** A record is too long to be read again, did not go out whole, or could not be found again. */
  | 'not-durable'
  /** The file system refused; its own error is the `cause`. */
  | 'io'

/** The only error that this package throws of its own. The message says what happened, where, and what to do. */
export class TallyError extends Error {
  override readonly name = 'TallyError'
  readonly fault: TallyFault
  /** The file or folder it is about. */
  readonly path: string

  constructor(fault: TallyFault, path: string, message: string, options?: { readonly cause: unknown }) {
    super(message, options)
    this.fault = fault
    this.path = path
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk',
  EDQUOT: 'make room within the quota',
  EROFS: 'the file system is read-only',
  EACCES: 'give this user the right to it',
  EPERM: 'give this user the right to it',
  ENAMETOOLONG: 'the name of the session or run is too long to be a file name',
  ENOENT: 'the workspace, or what a link leads to, is not there',
  ENOTDIR: 'a file stands where a folder should: move it away',
  ELOOP: 'a link leads to itself, or stands where the tally should: remove it',
  EISDIR: 'a folder stands where the tally should: move it away',
  ENXIO: 'a socket stands where the tally should: remove it',
  EOPNOTSUPP: 'a socket stands where the tally should: remove it',
}

/** How opening a folder or a socket fails; anything else that isn't a regular file opens, and is measured then. */
const NOT_A_FILE: readonly string[] = ['EISDIR', 'ENXIO', 'EOPNOTSUPP']

/** Runs file operations on a tally; what the file system refuses becomes a {@link TallyError} that says so. */
export function onTally<T>(doing: string, path: string, operations: () => T): T {
  try {
    return operations()
  } catch (error) {
    if (error instanceof TallyError) throw error
    const code = codeOf(error)
    if (code === undefined) throw error
    const advice = ADVICE[code] ?? 'see that the disk and the folder are in order'
    const fault = NOT_A_FILE.includes(code) ? 'not-a-file' : 'io'
    throw new TallyError(fault, path, `cannot ${doing} ${path}: ${code}; ${advice}`, { cause: error })
  }
}
