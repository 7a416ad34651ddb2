import type { MarkerPolicy } from '@dos/marker-gate'
import type { StreakPolicy } from '@dos/noop-streak'
import type { ProgressPolicy } from '@dos/progress'
import type { TomlDocument } from '@dos/toml-table/toml'
import type { WaitPolicy } from '@dos/wait'
import type { WakePolicy } from '@dos/wake-gate'

/**
 * What the tables of the configuration files say. A table that is absent here has its defaults, which only the package
 * knows that is loaded where they are needed.
 */
export interface Config {
  /** Its cap is that of `[noop_streak]` where no `[marker]` names one. */
  readonly marker: MarkerPolicy
  readonly streak: StreakPolicy
  readonly progress?: ProgressPolicy
  readonly wait?: WaitPolicy
  /** Its cap is the nearest of `[wake]`, `[marker]` and `[noop_streak]`. */
  readonly wake?: WakePolicy
}

/** One file that the configuration was read from. */
export interface ConfigLayer {
  readonly whose: 'user' | 'workspace'
  readonly document: TomlDocument
}

/** The configuration with warnings for people, or one line that says why a file can't be used. */
export type ConfigReading =
  | {
      readonly ok: true
      readonly config: Config
      readonly warnings: readonly string[]
      /** The files that are there, the user's first. */
      readonly layers: readonly ConfigLayer[]
    }
  | { readonly ok: false; readonly complaint: string }

/** A configuration file and its text. */
export interface ConfigFile {
  readonly whose: ConfigLayer['whose']
  readonly file: string
  readonly text: string
}
