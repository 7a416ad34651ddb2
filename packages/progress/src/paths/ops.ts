/** What stands at a path, as far as it matters here. A link is `other` where it was not followed. */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other'
  /** Bytes. */
  readonly size: number
  /** Milliseconds since 1970, with their fraction. */
  readonly mtimeMs: number
  readonly mode: number
  /** The user it belongs to. */
  readonly uid: number
}

/** A question to git. What keeps it from running code or writing anything is in `env` already. */
export interface GitQuestion {
  readonly args: readonly string[]
  readonly cwd: string
  /** Its whole environment but for `PATH`, which is the runner's. */
  readonly env: Readonly<Record<string, string>>
  /** Folders from which no program may be taken: git is looked for outside of them. */
  readonly apart: readonly string[]
  /** After so many milliseconds, or past so many bytes of output, git is killed. */
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** What came of it. */
export type GitAnswer =
  | { readonly kind: 'answered'; readonly stdout: string }
  /** Git left with a status other than 0. */
  | { readonly kind: 'refused'; readonly status: number; readonly stderr: string }
  | { readonly kind: 'no-git' | 'late' | 'too-much' }

/** Everything from outside that a fingerprint is read with. What a file operation throws becomes "unreadable". */
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
  /** The names in a folder; none where it isn't there. */
  readonly list: (path: string) => readonly string[]
  /** Makes a new folder of our own with these files in it, and links to other places. @returns its path */
  readonly makeFolder: (
    files: Readonly<Record<string, string>>,
    links: Readonly<Record<string, string>>,
  ) => string
  /** Removes such a folder with all that is in it. */
  readonly removeFolder: (path: string) => void
  /** The user this process acts as; `undefined` where the platform has none. */
  readonly uid: number | undefined
  /** The environment git inherits. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly git: (question: GitQuestion) => GitAnswer
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}

/** What the name of every folder begins with that {@link ProgressOps.makeFolder} makes. */
export const OWN_FOLDER = 'dos-hook-git-'

/** A path as seen from a folder. What `..` means is left to the system, which knows the links on the way. */
export function join(folder: string, path: string): string {
  return isAbsolute(path) ? path : `${folder}/${path}`
}

/** Whether a path says where it begins, on any system. */
export function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path)
}

/** The folder that holds a path; of the root of the file system an empty text. */
export function folderAbove(path: string): string {
  return path.replace(/[\\/]+[^\\/]*[\\/]*$/, '')
}

/** The path without links, or as it is where that cannot be told. */
export function realOr(ops: ProgressOps, path: string): string {
  return orElse(path, () => ops.realpath(path))
}

/** What was seen, or a fallback where it could not be. */
export function orElse<T, F>(fallback: F, see: () => T): T | F {
  try {
    return see()
  } catch {
    return fallback
  }
}
