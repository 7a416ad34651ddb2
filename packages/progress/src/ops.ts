/** What stands at a path, as far as it matters here. A link is `other` where it was not followed. */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other'
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch, with their fraction. */
  readonly mtimeMs: number
  readonly mode: number
}

/** A question to git. Options that keep it from running code or writing anything are the runner's to add. */
export interface GitQuestion {
  /** The folder of the work tree. */
  readonly root: string
  /** The subcommand and its arguments. */
  readonly args: readonly string[]
  /** Configuration that wins over the repository's own. */
  readonly config?: readonly (readonly [key: string, value: string])[]
  /** After this many milliseconds git is killed. */
  readonly timeoutMs: number
  /** Past this many bytes of output git is killed. */
  readonly maxBytes: number
}

/** What came of it. */
export type GitAnswer =
  | { readonly kind: 'answered'; readonly stdout: string }
  /** Git left with a status other than 0. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'no-git' }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-much' }

/**
 * Everything from outside that a fingerprint is read with. What a file operation throws becomes "unreadable".
 */
export interface ProgressOps {
  /** What stands at a path, links followed; `undefined` where nothing does. */
  readonly stat: (path: string) => FileStat | undefined
  /** The same, of a link itself. */
  readonly lstat: (path: string) => FileStat | undefined
  /** The path without links. */
  readonly realpath: (path: string) => string
  /** Opens for reading, without waiting for whoever may be at the other end. */
  readonly open: (path: string) => number
  readonly fstat: (fd: number) => FileStat
  /** Fills `bytes` from a position, as far as it can with one call; answers how many bytes it got. */
  readonly read: (fd: number, bytes: Uint8Array, position: number) => number
  readonly close: (fd: number) => void
  readonly git: (question: GitQuestion) => GitAnswer
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}
