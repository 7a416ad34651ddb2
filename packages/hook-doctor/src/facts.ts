import type { EventKind, HostName, TrustStep } from '@dos/hook-dialect'
import type { Scope } from '@dos/hook-wiring'
import type { Place } from './finding.ts'

/** Everything that was found out about one guard: what all rules go by. */
export interface Facts {
  /** The version of the package that looks. */
  readonly version: string
  /** As Node names it. */
  readonly platform: string
  readonly config: ConfigFacts
  /** The hosts that are installed, or for which something is wired. */
  readonly hosts: readonly HostFacts[]
  /** Each program that is wired, once. */
  readonly commands: readonly CommandFacts[]
  /** The binary that was compiled on this machine into the user's own folder, where there is one. */
  readonly native: NativeFacts | undefined
  readonly tally: TallyFacts
  readonly environment: EnvironmentFacts
}

/** The environment of whoever looks. Values are no business of anybody. */
export interface EnvironmentFacts {
  /** The names of variables that are set and arm the guard. */
  readonly armedBy: readonly string[]
  /** Claude Code's own cap on holds, where `CLAUDE_CODE_STOP_HOOK_BLOCK_CAP` is set to a number; 0 turns it off. */
  readonly blockCap: number | undefined
}

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
  readonly holdForm: 'block' | 'context'
}

/** What of the `[wait]` table the rules ask for. */
export interface WaitSettings {
  readonly background: boolean
  readonly until: string | undefined
  readonly maxSeconds: number
}

/** One host and what is wired into it. */
export interface HostFacts {
  readonly host: HostName
  /** As people call it. */
  readonly title: string
  /** What shows that it is installed: folders and commands. Empty where it isn't. */
  readonly signs: readonly string[]
  readonly able: HostAbilities
  /** Whether it reads the settings of this project at all; `undefined` where it doesn't ask, or it can't be known. */
  readonly projectTrusted: boolean | undefined
  /** Its settings files that are there. */
  readonly files: readonly SettingsFacts[]
}

/** What a host does and doesn't, as far as the rules ask for it. */
export interface HostAbilities {
  /** Whether it tells a Stop of a chain that a hook already holds from the first. */
  readonly latch: boolean
  /** Whether a hook can end the run whatever other hooks say. */
  readonly halt: boolean
  /** Whether it knows a hold that only the model sees. */
  readonly quietHold: boolean
  /** How many holds of one prompt it honours; `undefined` where it has no cap, or none is known. */
  readonly cap: number | undefined
  /** How long a hook may take that says nothing about it, in seconds; `undefined` where that isn't known. */
  readonly timeoutSeconds: number | undefined
  /** Whether timeouts are written in milliseconds. */
  readonly milliseconds: boolean
  /** Whether the same command in several files runs once. */
  readonly once: boolean
  /** What it asks its user before it runs hooks; `undefined` where it asks nothing, or none is known. */
  readonly asks: TrustStep | undefined
}

/** Whose settings a file has: those of scopes, a plugin's, or those an administrator prescribes. */
export type SettingsScope = Scope | 'plugin' | 'managed'

/** One settings file that is there. */
export interface SettingsFacts {
  readonly file: string
  readonly scope: SettingsScope
  /** The plugin's name, where it is one's. */
  readonly plugin?: string
  /** Why nothing can be told of what is in it. */
  readonly trouble:
    | { readonly kind: 'invalid'; readonly line?: number; readonly column?: number; readonly message: string }
    | { readonly kind: 'unreadable'; readonly message: string }
    | undefined
  readonly hooks: readonly WiredHook[]
  /** Whether it turns all hooks off. */
  readonly disablesHooks: boolean
  /** Whether it allows an administrator's hooks alone. */
  readonly managedHooksOnly: boolean
  /** The names of the variables it sets for every session. */
  readonly sets: readonly string[]
  /** Claude Code's own cap on holds, where the file sets it. */
  readonly blockCap: number | undefined
}

/** Whether a host that asks for trust will run a hook; `undefined` where it doesn't ask, or it can't be known. */
export type Trust = 'trusted' | 'untrusted' | 'changed' | 'off' | undefined

/** One hook that runs this program. */
export interface WiredHook {
  /** The host's name of the event. */
  readonly event: string
  /** What that event is. */
  readonly moment: EventKind
  /** `undefined` where the command runs no verb that is known. */
  readonly verb: string | undefined
  /** As a person reads it, without values of variables. */
  readonly command: string
  /** The words behind the verb. */
  readonly flags: readonly string[]
  /** The host that it says it is for; `undefined` where it tells that from the event. */
  readonly dialect: string | undefined
  /** Whether the command does more than to run this program, so that nothing but a person changes it. */
  readonly byHand: boolean
  /** `undefined` where the entry says nothing about it. */
  readonly timeoutSeconds: number | undefined
  readonly hasIf: boolean
  readonly matcher: string | undefined
  readonly line: number
  readonly column: number
  readonly program: ProgramFacts
  /** What the program itself says is wrong with its arguments. */
  readonly complaint: string | undefined
  readonly trust: Trust
}

/** The program that a hook starts. */
export interface ProgramFacts {
  /** As it is written. */
  readonly word: string
  /** Whether it is named by a whole path, by a path that depends on the folder, or looked up by name. */
  readonly named: 'absolute' | 'relative' | 'by-name'
  /** What came of looking for it; `unknown` where that depends on a variable. */
  readonly found: 'yes' | 'no' | 'not-executable' | 'unknown'
  /** What starts it and asks the current folder first, such as `npx`. */
  readonly runner: string | undefined
}

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
  /** The newest of them, as far as they were read. */
  readonly read: readonly TallyReading[]
}

/** One tally and what its lines are. */
export interface TallyReading {
  readonly session: string
  readonly file: string
  readonly bytes: number
  /** Lines that a crash cut off, or that somebody wrote who doesn't know the format. */
  readonly torn: number
  /** Records of another family. */
  readonly foreign: number
  /** Records of a later version than is understood here. */
  readonly tooNew: number
  /** Why the streak can't be told from it. */
  readonly refused: string | undefined
}
