import type { Drive } from '../drive/stage.ts'
import type { Hook, Host } from '../hosts/host.ts'
import type { Script } from '../model-server/script.ts'
import type { Outcome } from '../outcome.ts'
import type { Environment, Sandbox } from '../sandbox.ts'

/** What a run is compared with: no hook, the Stop hook that never gives in (until the 30th call), or nothing. */
export type Rival = 'no hook' | 'always block' | 'none'

/** What must be counted, exactly. What is not named is not asked. */
export interface Expected {
  readonly requests: number
  readonly held?: number
  /** None by default. */
  readonly halted?: number
  readonly stops?: number
  readonly refused?: number
  /** The operations of each tally, as in an outcome; none: not even a folder. */
  readonly tallies?: readonly string[]
  /** No call of a hook may take longer, in milliseconds; a recorder's start on a busy machine is part of it. */
  readonly slowestCallMs?: number
  /** The hook has to say this on stderr; else it has to say nothing there. */
  readonly complaint?: RegExp
}

/** One thing a host and a scripted model do, with the hook and without it. */
export interface Scenario {
  readonly host: Host
  readonly name: string
  /** What it shows, in a sentence. */
  readonly about: string
  readonly model: (sandbox: Sandbox) => Script
  /** The first version of the host that can do it; older ones are left out. */
  readonly since?: string
  /** It sleeps for minutes: it runs beside all others that do. */
  readonly slow?: true
  /** Hooks to bind. Their commands are run in the project, where `dos-hook` is in the PATH. */
  readonly hooks: readonly Hook[]
  /** Hooks of somebody else, bound in both runs. They are not recorded. */
  readonly besides?: readonly Hook[]
  /** The text of `dos.toml`; none by default. */
  readonly config?: string
  /** Further files of the project, by their path in it. */
  readonly files?: Readonly<Record<string, string>>
  /** Added to the host's environment when it runs with the hook. */
  readonly environment?: Environment
  /** A shell script that is run in the project before the host, once `files` are there. */
  readonly prepare?: string
  /** `packed`: the packed package in the project. `nowhere`: not at all. By default the command is in the PATH. */
  readonly installed?: 'packed' | 'nowhere'
  /**
   * Arguments of `dos-hook init`, which binds the hook in the place of `hooks`; afterwards `dos-hook remove` has to
   * leave the settings as they were. Calls are counted only where the package is installed nowhere; then nothing is removed.
   */
  readonly init?: readonly string[]
  /** What `dos-hook doctor` has to say of it after the run, while it is still wired. */
  readonly doctor?: RegExp
  /** Bind the hooks as they are, with nothing between them and the host: calls are not counted then. */
  readonly unrecorded?: true
  readonly drive: Drive
  /** `no hook` by default. */
  readonly rival?: Rival
  readonly expect: Expected
  /** What the rival must come to. */
  readonly expectOfRival?: Expected
}

/** A scenario's two runs. */
export interface Runs {
  readonly hook: Outcome
  /** None where there is nothing to compare with. */
  readonly rival?: Outcome
}

/** The name on the command line. */
export function fullName({ host, name }: Scenario): string {
  return `${host.name}/${name}`
}
