import type { EventKind, HostName } from '@dos/hook-dialect'
import type { Scope } from '@dos/hook-wiring'
import type { MarkerPolicy } from '@dos/marker-gate'

/** Everything that was found out about one guard: what all rules go by. */
export interface Facts {
  /** The version of the package that looks. */
  readonly version: string
  /** As Node names it. */
  readonly platform: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly workspace: {
    readonly folder: string
    /** The current folder; named by `--workspace`; or else: the folder is below it, or a variable names it. */
    readonly from: 'current-folder' | 'flag' | 'elsewhere'
  }
  readonly config: ConfigFacts
  /** The hosts that are installed, or for which something is wired. */
  readonly hosts: readonly HostFacts[]
  /** The programs of this package on this machine, the one that looks first. No other was started. */
  readonly programs: readonly OwnProgram[]
  /** `undefined` where it could not be tried. */
  readonly progressLook: ProgressLook | undefined
  readonly tally: TallyFacts
  /** Names of variables that are set and arm the guard; values are no business of anybody. */
  readonly armedBy: readonly string[]
  /** Whether `CLAUDE_CODE_PERSONAL_HOOKS_OFF` is set, with which Claude Code may run no hook of its user's own settings. */
  readonly personalHooksOff: boolean
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
  /** What else a file asks for in vain: it is another user's, or a value is beyond what such a file may say. */
  readonly uncounted: readonly string[]
  /** What is in force; a table that can't be read is `undefined`. */
  readonly marker: MarkerPolicy | undefined
  readonly wait:
    | { readonly background: boolean; readonly until?: string | undefined; readonly maxSeconds: number }
    | undefined
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

/** One host and what is wired into it. */
export interface HostFacts {
  readonly host: HostName
  /** As people call it. */
  readonly title: string
  /** Whether it reads the settings of this project at all; `undefined` where it doesn't ask, or it can't be known. */
  readonly projectTrusted: boolean | undefined
  /** What turns hooks off there, wherever it stands. */
  readonly switches: readonly Switch[]
  /** Other hosts that read its settings files, too, and run the hooks in them. */
  readonly readBy: readonly Reader[]
  /** Where it can be seen that agents schedule their own next turn in this workspace. */
  readonly schedules: string | undefined
  readonly hearing: Hearing
  /** Its settings files that are there. */
  readonly files: readonly SettingsFacts[]
}

/** A host that reads settings files of another. */
export interface Reader {
  readonly title: string
  readonly files: readonly string[]
  /** Whether it does so unless it is told not to; else only where it is told to. */
  readonly sure: boolean
}

/** What keeps a host from running hooks. */
export interface Switch {
  /** As it is written: `disableAllHooks`. */
  readonly name: string
  readonly file: string
  /** The only file whose hooks it turns off; absent where it is for all. */
  readonly only?: string
}

/** What is known of a host having called this program, in milliseconds since 1970. */
export interface Hearing {
  /** The last call of each verb, of `marker --reset` by itself; `undefined` where calls are not kept. */
  readonly calls: Readonly<Partial<Record<string, number>>> | undefined
  /** The version that was called last. */
  readonly version: string | undefined
  /** Since when the settings are as they are; `undefined` where nothing is wired. */
  readonly wiredAt: number | undefined
  /** The same as a person reads it. */
  readonly wiredSince: string | undefined
  /** How many sessions have run since, by the host's own files; `undefined` where that isn't known. */
  readonly sessions: number | undefined
  /** How many have run long after the last call; `undefined` where there was none, or that isn't known. */
  readonly silent: number | undefined
}

/** Whose settings a file has: those of scopes, a plugin's, or those an administrator prescribes. */
export type SettingsScope = Scope | 'plugin' | 'managed'

/** One settings file that is there. */
export interface SettingsFacts {
  readonly file: string
  readonly scope: SettingsScope
  /** The plugin's name, where it is one's. */
  readonly plugin?: string
  /** Why nothing can be told of what is in it; `invalid` and `dropped`: the host drops the whole file. */
  readonly trouble:
    | {
        readonly kind: 'invalid' | 'dropped' | 'unreadable'
        readonly line?: number
        readonly column?: number
        readonly message: string
      }
    | undefined
  readonly hooks: readonly WiredHook[]
  /** Whether it allows an administrator's hooks alone. */
  readonly managedHooksOnly: boolean
}

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
  /** Whether the command does more than to run this program, so that nothing but a person changes it. */
  readonly byHand: boolean
  /** `undefined` where the entry says nothing about it. */
  readonly timeoutSeconds: number | undefined
  readonly matcher: string | undefined
  readonly line: number
  readonly column: number
  readonly program: NamedProgram
  /** What the program itself says is wrong with its arguments. */
  readonly complaint: string | undefined
  /** Why a host that asks for trust will not run it; `undefined`: it doesn't ask, or nothing is known against it. */
  readonly distrust: 'untrusted' | 'off' | undefined
}

/** The program that a hook names. It is looked for, and never started. */
export interface NamedProgram {
  /** As it is written; of a runner the runner. */
  readonly word: string
  /** By a whole path, by one that depends on the folder, by a name, or by a runner that asks the folder first. */
  readonly named: 'absolute' | 'relative' | 'by-name' | 'by-runner'
  /** What is not there: a file, or the package in the project. */
  readonly missing: 'program' | 'package' | undefined
}

/** One of this package's own programs: the one that looks, or what `init` has placed for its user. */
export interface OwnProgram {
  readonly file: string
  readonly what: 'this one' | 'the compiled binary' | 'the script that init placed'
  /** How long calls took that let a turn pass, in milliseconds; empty where it was not started. */
  readonly ms: readonly number[]
  /** Why it was not started, or what came of it that is no answer of this program. */
  readonly trouble: string | undefined
}

/** One look at progress, here and now. */
export interface ProgressLook {
  /** How long it took, in milliseconds. */
  readonly ms: number
  /** What there was to be seen, for people; empty where nothing is watched. */
  readonly saw: string
  /** Why something that is watched can't be seen. */
  readonly unseen?: string
}

/** The tallies of the workspace. */
export interface TallyFacts {
  /** Where they lie, or would. */
  readonly folder: string
  /** What keeps a record from being written; `undefined` where nothing does. */
  readonly obstacle: { readonly path: string; readonly why: string } | undefined
  /** A link that leads out of the workspace. */
  readonly outside: { readonly path: string; readonly to: string } | undefined
  /** How many of the files in it git keeps; `undefined` where there is no git. */
  readonly tracked: number | undefined
  /** How many tallies there are. */
  readonly count: number
  /** The newest of them, as far as they were read. */
  readonly read: readonly TallyReading[]
}

/** One tally, as far as there is something to say of it. */
export interface TallyReading {
  readonly session: string
  readonly file: string
  /** An untracked file that alone zeroed the streak in the last deltas, how often in a row, and the line that ends it. */
  readonly loneFile: { readonly path: string; readonly times: number; readonly line: string } | undefined
  /** Why the streak can't be told from it. */
  readonly refused: string | undefined
}
