/** The `dos.toml` of the workspace. */
export interface ConfigFacts {
  readonly file: string
  /** Its text; `undefined` where there is none, or where it can't be read. */
  readonly text: string | undefined
  /** Why it can't be read. */
  readonly refused: string | undefined
  /** What makes it unusable. */
  readonly problems: readonly ConfigProblem[]
  /** Keys that no table of that name has. */
  readonly unknownKeys: readonly ConfigProblem[]
  /** Names at the root that no part of this program reads. */
  readonly unknownNames: readonly UnknownName[]
  /** What else a file asks for in vain: it is another user's, or a value is beyond what such a file may say. */
  readonly uncounted: readonly string[]
  /** What is in force; a table that can't be read is `undefined`. */
  readonly marker: MarkerSettings | undefined
  readonly wait: WaitSettings | undefined
}

/** A complaint about a place of a configuration file. */
export interface ConfigProblem {
  /** The table it is about; `undefined`: the whole file. */
  readonly table: string | undefined
  readonly line?: number
  readonly column?: number
  readonly message: string
}

/** A name at the root of a configuration file that nobody reads. */
export interface UnknownName {
  readonly name: string
  readonly isTable: boolean
  readonly line: number
  readonly column: number
  /** What was probably meant: a table, or for a bare key the table that has it. */
  readonly meant: string | undefined
}

/** What of the `[marker]` table the rules ask for. */
export interface MarkerSettings {
  readonly maxStreak: number
  readonly armOnEnv: readonly string[]
  readonly armOnEvent: readonly string[]
  readonly respectStopHookActive: boolean
  readonly onExhausted: 'release' | 'halt'
}

/** What of the `[wait]` table the rules ask for. */
export interface WaitSettings {
  readonly background: boolean
  readonly until: string | undefined
  readonly maxSeconds: number
}
