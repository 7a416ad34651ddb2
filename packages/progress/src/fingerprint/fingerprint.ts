/** Why something watched could not be seen. Not an error: no progress is concluded from it, in either direction. */
export type Why = keyof typeof UNSEEN_REASONS

/** Every {@link Why}, as the end of a sentence that begins with what could not be seen. */
export const UNSEEN_REASONS = {
  off: 'dos.toml watches nothing',
  'no-repository': 'there is no git repository here',
  jj: 'only a jj repository is here, and jj is not asked',
  bare: 'the repository is bare and has no work tree',
  elsewhere: 'core.worktree puts the work tree in another folder',
  owner: 'git refuses a repository of another user (safe.directory)',
  late: 'it took longer than the time budget ([progress] budget_ms)',
  'too-many': 'there are more changed files than the bound',
  'too-big': 'a file is far larger than its kind ever is',
  'not-a-file': 'something that is not a regular file stands in its place',
  folder: 'it is a folder, but not a repository',
  unreadable: 'the system refused to read it',
  corrupt: 'the repository is damaged',
  'ref-loop': 'symbolic references lead in a circle',
  'no-git': 'no git program was found outside the workspace',
  'no-folder': 'no temporary folder could be made (TMPDIR)',
  'git-failed': 'git was asked and refused to answer',
} as const

/** One watched thing that could not be seen. */
export interface Unseen {
  /** What: `commits`, `uncommitted work`, `untracked files`, or the path as it was named. */
  readonly what: string
  readonly why: Why
  /** What and why, in one sentence for people. */
  readonly text: string
}

/** Thrown inside of a look where something can't be seen; caught where it is known what that was. */
export class NotSeen extends Error {
  readonly why: Why

  constructor(why: Why) {
    super(UNSEEN_REASONS[why])
    this.why = why
  }
}

/** Why nothing was seen. Whatever a file operation throws is "unreadable". */
export function whyOf(error: unknown): Why {
  return error instanceof NotSeen ? error.why : 'unreadable'
}

/** One watched thing: a short digest, or `null` where it isn't there. */
export type Sighting = string | null

/** What was seen of a repository. A thing that was never seen has no field. */
export interface Sightings {
  /** The first 20 hex digits of the commit HEAD points to. `null`: no repository, or no commit yet. */
  readonly commit?: Sighting
  /** The other work trees of the repository by name, each with the first 20 digits of its commit. */
  readonly worktrees?: Readonly<Record<string, string>>
  /** Changed tracked files: `0` where there are none, else `<files>:<digest>`. `null`: no repository. */
  readonly tree?: Sighting
  /** Untracked files, in the same form. */
  readonly untracked?: Sighting
  /** Raw content of the files that only a filter of the repository's own configuration could judge, with how many git lists. */
  readonly filtered?: Sighting
  /** Each changed file as 8 digits of its path and 8 of its state, while they are at most {@link MAX_MARKS}. */
  readonly marks?: string
}

/** A further path: a file (a sighting) or a repository. `null`: nothing is there. */
export type PathSighting = Sighting | Sightings

/** Ground truth as it was last seen, small enough to be a field of a record. Plain JSON. */
export interface Fingerprint extends Sightings {
  /** The repository that the model stood in, where that is another than the workspace's. */
  readonly here?: Sightings & { readonly root: string }
  /** By the path as it was named. */
  readonly paths?: Readonly<Record<string, PathSighting>>
}

/** What can be watched of a repository: the commit HEAD points to, and the uncommitted work. */
export type Watch = 'commit' | 'tree'

/** The most changed files that are kept one by one, so that a later look can name what advanced. */
export const MAX_MARKS = 64

/** The most other work trees whose commits are looked at. */
export const MAX_WORKTREES = 64

/** Far above any digest or path, so that a foreign record cannot make us carry a text of its own length. */
const LONGEST = 4096

/** One fingerprint over an older one: where the newer one could not see something, the older one's sighting stays. */
export function carryForward(older: Fingerprint, newer: Fingerprint): Fingerprint {
  const root = (newer.here ?? older.here)?.root
  const last = older.here?.root === root ? older.here : undefined
  return {
    ...carrySightings(older, newer),
    ...(root !== undefined && { here: { ...carrySightings(last ?? {}, newer.here ?? {}), root } }),
    ...((older.paths ?? newer.paths) !== undefined && { paths: { ...older.paths, ...newer.paths } }),
  }
}

function carrySightings(older: Sightings, newer: Sightings): Sightings {
  const carried: Record<string, unknown> = {}
  for (const field of FIELDS) {
    // What was seen with another thing is told by that.
    const told = field === 'worktrees' ? 'commit' : field === 'marks' ? 'tree' : field
    const value = (newer[told] === undefined ? older : newer)[field]
    if (value !== undefined) carried[field] = value
  }
  return carried
}

/** Whether a path was a repository rather than a file or nothing. */
export function isRepository(sighting: PathSighting | undefined): sighting is Sightings {
  return typeof sighting === 'object' && sighting !== null
}

/**
 * Takes a fingerprint out of a record that others may have written. What isn't one is left out, which makes it
 * "not seen before". Never throws.
 */
export function parseFingerprint(value: unknown): Fingerprint {
  if (!isObject(value)) return {}
  const here = own(value, 'here')
  const root = isObject(here) ? own(here, 'root') : undefined
  const paths = own(value, 'paths')
  return {
    ...parseSightings(value),
    ...(typeof root === 'string' && { here: { ...parseSightings(here as object), root } }),
    ...(isObject(paths) && { paths: parseEach(paths, parsePath) }),
  }
}

const PARSERS: { readonly [F in keyof Sightings]-?: (value: unknown) => Sightings[F] | undefined } = {
  commit: (value) => (value === null ? null : parseId(value)),
  worktrees: (value) => (isObject(value) ? parseEach(value, parseId) : undefined),
  tree: parseSighting,
  untracked: parseSighting,
  filtered: parseSighting,
  marks: (value) => parseSighting(value) ?? undefined,
}
const FIELDS = Object.keys(PARSERS) as readonly (keyof Sightings)[]

function parseSightings(value: object): Sightings {
  const sightings: Record<string, unknown> = {}
  for (const field of FIELDS) {
    const parsed = PARSERS[field](own(value, field))
    if (parsed !== undefined) sightings[field] = parsed
  }
  return sightings
}

/** Defined one by one by `fromEntries`, where an assignment to `__proto__` would not be. */
function parseEach<T>(value: object, parse: (entry: unknown) => T | undefined): Readonly<Record<string, T>> {
  const entries = Object.entries(value).slice(0, MAX_WORKTREES + 1)
  return Object.fromEntries(
    entries.flatMap(([key, entry]): [string, T][] => {
      const parsed = parse(entry)
      return parsed === undefined ? [] : [[key, parsed]]
    }),
  )
}

function parsePath(value: unknown): PathSighting | undefined {
  return isObject(value) ? parseSightings(value) : parseSighting(value)
}

function parseSighting(value: unknown): Sighting | undefined {
  if (value === null) return null
  return typeof value === 'string' && value.length <= LONGEST ? value : undefined
}

/** Ids are handed to git: a record of others must not be able to hand it anything else. */
function parseId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{7,64}$/.test(value) ? value : undefined
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
