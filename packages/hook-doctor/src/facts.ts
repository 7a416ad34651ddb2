import type { ConfigFacts } from './config-facts.ts'
import type { HostFacts } from './host-facts.ts'
import type { OwnProgram, ProgressLook } from './own-programs.ts'
import type { TallyFacts } from './tally-facts.ts'

/** Everything that was found out about one guard: what all rules go by. */
export interface Facts {
  /** The version of the package that looks. */
  readonly version: string
  /** As Node names it. */
  readonly platform: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly workspace: WorkspaceFacts
  readonly config: ConfigFacts
  /** The hosts that are installed, or for which something is wired. */
  readonly hosts: readonly HostFacts[]
  /** The programs of this package on this machine, the one that looks first. No other was started. */
  readonly programs: readonly OwnProgram[]
  /** `undefined` where it could not be tried. */
  readonly progressLook: ProgressLook | undefined
  readonly tally: TallyFacts
  readonly environment: EnvironmentFacts
}

/** The workspace, and how it was found. */
export interface WorkspaceFacts {
  readonly folder: string
  /** It is the current folder, or it is named by `--workspace`, or else: the folder is below it, or a variable names it. */
  readonly from: 'current-folder' | 'flag' | 'elsewhere'
}

/** The environment of whoever looks. Values are no business of anybody. */
export interface EnvironmentFacts {
  /** The names of variables that are set and arm the guard. */
  readonly armedBy: readonly string[]
  /** Whether `CLAUDE_CODE_PERSONAL_HOOKS_OFF` is set, with which Claude Code runs no hook of its user's own settings. */
  readonly personalHooksOff: boolean
  /** Claude Code's own cap on holds, where `CLAUDE_CODE_STOP_HOOK_BLOCK_CAP` is set to a number; 0 turns it off. */
  readonly blockCap: number | undefined
}
