import type { Place } from './finding.ts'

/** One distinct program of those that are wired, and what came of running it. */
export interface CommandFacts {
  /** As a person reads it, without the verb and values of variables. */
  readonly command: string
  /** Where it is wired; never empty. */
  readonly places: readonly Place[]
  /** What it runs in; `undefined` where it needs nothing, or where that isn't known. */
  readonly runtime: { readonly name: 'node' | 'bun'; readonly version: string } | undefined
  readonly run: CommandRun
}

/** What came of running a command. */
export type CommandRun =
  /** It told its version, and these calls took so many milliseconds each. */
  | { readonly kind: 'ran'; readonly version: string; readonly ms: readonly number[] }
  /** It was not run, for a reason that is no fault of it. */
  | { readonly kind: 'not-run'; readonly why: string }
  /** It did not answer as this program does. */
  | { readonly kind: 'failed'; readonly why: string }

/** The compiled binary in the user's own folder. */
export interface NativeFacts {
  readonly file: string
  /** `undefined` where it doesn't tell. */
  readonly version: string | undefined
}
