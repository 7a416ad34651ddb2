/** Why something watched could not be seen. Not an error: no progress is concluded from it, in either direction. */
export type Why =
  /** The time budget was used up. */
  | 'late'
  /** More changed files than the bound. */
  | 'too-many'
  /** A file far larger than its kind ever is. */
  | 'too-big'
  /** A FIFO, a device or a socket where a file belongs. */
  | 'not-a-file'
  /** A folder that is no repository. */
  | 'folder'
  /** The system refused: permissions, a loop of links, a name too long. */
  | 'unreadable'
  /** The repository's files say something that git never writes. */
  | 'corrupt'
  /** Symbolic references that lead nowhere within five steps. */
  | 'ref-loop'
  /** Only git could answer, and there is none. */
  | 'no-git'
  /** Git was asked and refused. */
  | 'git-failed'

/** Every {@link Why}, with a sentence for people. */
export const UNKNOWN_REASONS: Readonly<Record<Why, string>> = Object.freeze({
  late: 'it took longer than the time budget',
  'too-many': 'more files are changed than the bound allows',
  'too-big': 'a file is far larger than its kind ever is',
  'not-a-file': 'something that is not a regular file stands in its place',
  folder: 'it is a folder, but not a repository',
  unreadable: 'the system refused to read it',
  corrupt: 'the repository is damaged',
  'ref-loop': 'symbolic references lead in a circle',
  'no-git': 'only git could tell, and git could not be started',
  'git-failed': 'git was asked and refused to answer',
})

/** Something watched that could not be seen. */
export interface Unknown {
  readonly unknown: Why
}

/** One watched thing: a short digest where it is known, `null` where it isn't there, or why it is not known. */
export type Sighting = string | null | Unknown

/** A repository by what is watched of it. A thing that isn't watched has no field. */
export interface RepositorySightings {
  /** `<commit>:<tree>`, the first 20 hex digits of each. `null`: no repository, or no commit yet. */
  readonly commit?: Sighting
  /** `0` where nothing is uncommitted, else `<files>:<digest>`. `null`: no repository. */
  readonly tree?: Sighting
}

/** A further path: a file (a sighting) or a repository. `null`: nothing is there. */
export type PathSighting = Sighting | RepositorySightings

/** Ground truth at one moment, small enough to be a field of a record. Plain JSON. */
export interface Fingerprint extends RepositorySightings {
  /** By the path as it was named. */
  readonly paths?: { readonly [path: string]: PathSighting }
}

/** What can be watched of a repository: the commit HEAD points to, and the uncommitted work. */
export type Watch = 'commit' | 'tree'

/** Whether a sighting says why nothing was seen. */
export function isUnknown(sighting: PathSighting | undefined): sighting is Unknown {
  return typeof sighting === 'object' && sighting !== null && 'unknown' in sighting
}

/** Whether this is a repository rather than a file, an absence or an unknown. */
export function isRepository(sighting: PathSighting | undefined): sighting is RepositorySightings {
  return typeof sighting === 'object' && sighting !== null && !('unknown' in sighting)
}
