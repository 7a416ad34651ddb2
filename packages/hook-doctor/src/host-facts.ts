import type { EventKind, HostName } from '@dos/hook-dialect'
import type { Scope } from '@dos/hook-wiring'

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

/** What a host does and doesn't, as far as the rules ask for it. */
export interface HostAbilities {
  /** Whether it tells a Stop of a chain that a hook already holds from the first. */
  readonly latch: boolean
  /** Whether a hook can end the run whatever other hooks say. */
  readonly halt: boolean
  /** How long a hook may take that says nothing about it, in seconds; `undefined` where that isn't known. */
  readonly timeoutSeconds: number | undefined
  /** Whether timeouts are written in milliseconds. */
  readonly milliseconds: boolean
  /** Whether the same command in several files runs once. */
  readonly once: boolean
}

/** A host that reads settings files of another. */
export interface Reader {
  readonly title: string
  readonly files: readonly string[]
  /** Whether it does so unless it is told not to; else only where it is told to. */
  readonly sure: boolean
  /** Whether it leaves out arguments that stand by themselves: such a hook then does nothing. */
  readonly dropsArguments: boolean
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
  /** Why nothing can be told of what is in it. */
  readonly trouble: /** The host drops the whole file: it is malformed, or for one entry. */
    | {
        readonly kind: 'invalid' | 'dropped'
        readonly line?: number
        readonly column?: number
        readonly message: string
      }
    | { readonly kind: 'unreadable'; readonly message: string }
    | undefined
  readonly hooks: readonly WiredHook[]
  /** Whether it allows an administrator's hooks alone. */
  readonly managedHooksOnly: boolean
  /** Claude Code's own cap on holds, where the file sets it. */
  readonly blockCap: number | undefined
}

/** Why a host that asks for trust will not run a hook; `undefined` where it doesn't ask, or nothing is known against it. */
export type Distrust = 'untrusted' | 'off' | undefined

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
  /** Whether the entry says that the host is not to wait for it. */
  readonly async: boolean
  /** Whether its arguments stand by themselves, and no shell takes them apart. */
  readonly hasArguments: boolean
  readonly matcher: string | undefined
  readonly line: number
  readonly column: number
  readonly program: ProgramFacts
  /** What the program itself says is wrong with its arguments. */
  readonly complaint: string | undefined
  readonly distrust: Distrust
}

/** The program that a hook names. It is looked for, and never started. */
export interface ProgramFacts {
  /** As it is written; of a runner the runner. */
  readonly word: string
  /** By a whole path, by one that depends on the folder, by a name, or by a runner that asks the folder first. */
  readonly named: 'absolute' | 'relative' | 'by-name' | 'by-runner'
  /** What is not there: a file, or the package in the project. */
  readonly missing: 'program' | 'package' | undefined
}
