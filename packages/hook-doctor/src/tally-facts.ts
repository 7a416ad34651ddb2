/** The tallies of the workspace. */
export interface TallyFacts {
  /** Where they lie, or would. */
  readonly folder: string
  /** What keeps a record from being written; `undefined` where nothing does. */
  readonly obstacle: { readonly path: string; readonly why: string } | undefined
  /** A link that leads out of the workspace. */
  readonly outside: { readonly path: string; readonly to: string } | undefined
  /** The type of the file system as `statfs` tells it; `undefined` where it doesn't. */
  readonly fileSystem: number | undefined
  /** How many of the files in it git keeps; `undefined` where there is no git. */
  readonly tracked: number | undefined
  /** How many tallies there are. */
  readonly count: number
  /** How many of them `prune` would remove where it is told to keep none: not those of the last day. */
  readonly removable: number
  /** The newest of them, as far as they were read. */
  readonly read: readonly TallyReading[]
}

/** One tally and what its lines are. */
export interface TallyReading {
  readonly session: string
  readonly file: string
  readonly bytes: number
  /** Whether `prune` would remove it where it is told to keep none. */
  readonly removable: boolean
  /** Records of a later version than is understood here. */
  readonly tooNew: number
  /** An untracked file that alone zeroed the streak in the last deltas, how often in a row, and the line that ends it. */
  readonly loneFile: { readonly path: string; readonly times: number; readonly line: string } | undefined
  /** Why the streak can't be told from it. */
  readonly refused: string | undefined
}
