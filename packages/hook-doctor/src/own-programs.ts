/** One of this package's own programs: the one that looks, or what `init` has placed for its user. */
export interface OwnProgram {
  readonly file: string
  readonly what: 'this one' | 'the compiled binary' | 'the script that init placed'
  /** `undefined` where it was not started, or doesn't tell. */
  readonly version: string | undefined
  /** What it runs in; `undefined` where it needs nothing. */
  readonly runtime: { readonly name: 'node' | 'bun'; readonly version: string } | undefined
  /** How long calls took that let a turn pass, in milliseconds; empty where it was not started. */
  readonly ms: readonly number[]
  /** Why it was not started, or what came of it that is no answer of this program. */
  readonly trouble: string | undefined
}

/** One look at progress, here and now. */
export interface ProgressLook {
  /** How long it took. */
  readonly ms: number
  /** What there was to be seen, for people; empty where nothing is watched. */
  readonly saw: string
  /** Why something that is watched can't be seen. */
  readonly unseen?: string
}
