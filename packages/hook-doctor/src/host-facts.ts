import type { EventKind, HostName, TrustStep } from '@dos/hook-dialect'
import type { Scope } from '@dos/hook-wiring'
import type { Place } from './finding.ts'

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
  /** Files in which it keeps what it trusts, and that can't be read; then nothing can be told of that. */
  readonly trustFaults: readonly (Place & { readonly message: string })[]
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

/**
 * What a shell was told that stands between a hook and its host: its stdout goes elsewhere or into another program, it
 * runs in the background, or its stdin comes from elsewhere.
 */
export type Detached = 'output' | 'pipe' | 'background' | 'input'

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
  /** What kind of hook the entry says that it is; `undefined` where it doesn't. */
  readonly type: string | undefined
  /** Whether the entry says that the host is not to wait for it. */
  readonly async: boolean
  /** The names of variables that the command itself sets to something for it. */
  readonly sets: readonly string[]
  readonly detached: readonly Detached[]
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
