import type { HostName } from '@dos/hook-dialect'
import { joinPath } from './paths.ts'

/** Whose settings: a person's own, a project's that are shared with others, or a project's that are one's own. */
export type Scope = 'user' | 'project' | 'local'

/** Every scope there is. */
export const SCOPES: readonly Scope[] = Object.freeze(['user', 'project', 'local'] as const)

/** What has to be known of a machine to say where a host keeps its settings. */
export interface Machine {
  /** As Node names it: `win32` has its own way to write paths, all others are alike. */
  readonly platform: string
  /** The user's own folder, absolute: `USERPROFILE` on Windows, else `HOME`. */
  readonly home: string
  /** The root of the project, absolute. */
  readonly project: string
  /** Asked for variables by which hosts can be told to keep their settings elsewhere. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * How one host has hooks written down. All hosts keep lists of handlers by the name of an event; they differ in where
 * these lists are, in what a handler looks like, and in what surrounds it. What a host calls its events, and in what it
 * counts a timeout, its dialect says.
 */
export interface Layout {
  readonly host: HostName
  /** Its folder for one user, below the user's own. */
  readonly folder: string
  /** The variable that names another folder instead. */
  readonly folderVariable?: string
  /** The variable that names what takes the place of the user's own folder. */
  readonly homeVariable?: string
  /** Its settings file in that folder. */
  readonly file: string
  /** Its settings file in a project. */
  readonly projectFile: string
  /** The one in a project for what a user keeps to themselves, where the host has such a file. */
  readonly localFile?: string
  /** A file beside these whose hooks the host stops reading as soon as its settings file is there. */
  readonly hiddenFile?: string
  /** What says by being there that the host is in use. Default: its folder. */
  readonly sign?: (machine: Machine) => string
  /** The commands it is started by. */
  readonly commands: readonly string[]
  /** Whether its parser takes comments. What it doesn't take it refuses with the whole file. */
  readonly comments?: true
  /** Whether its parser takes a byte order mark before everything else. */
  readonly byteOrderMark?: true
  /**
   * Where its events are: in the member `hooks` of the file, in the file itself, or in every member of the file, each
   * a named hook of its own.
   */
  readonly events: 'in-hooks' | 'in-root' | 'in-named'
  /** Whether the handlers of an event stand in groups, `{ "matcher": …, "hooks": […] }`, or by themselves. */
  readonly grouped: boolean
  /** The `version` that the file must have beside its hooks. */
  readonly version?: number
  /** Other names that the host takes for an event, and what they stand for. */
  readonly otherNames?: Readonly<Record<string, string>>
  /** The member that says how long a handler may take. Default: `timeout`. */
  readonly timeoutKey?: string
  /** Whether a handler may be a program with its arguments, which no shell takes apart, or is always a command line. */
  readonly takesArguments?: true
  /** Members that every handler has, before its command. Default: `{ "type": "command" }`. */
  readonly handler?: Readonly<Record<string, string>>
  /** The tools that schedule the agent's next turn, as a matcher; not there where it has no such schedules. */
  readonly schedulers?: string
}

/** A host's folder for one user. A variable that is empty doesn't count. */
export function userFolder({ folder, folderVariable, homeVariable }: Layout, machine: Machine): string {
  const folderIn = (variable: string | undefined) => (variable && machine.env[variable]) || undefined
  return (
    folderIn(folderVariable) ?? joinPath(machine.platform, folderIn(homeVariable) ?? machine.home, folder)
  )
}
