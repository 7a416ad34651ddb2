import type { HostName } from '@dos/hook-dialect'
import type { Machine, Scope } from './machine.ts'

/** Where a fact about a host comes from: tried with the host itself, or read in what its makers write. */
export type Source = 'measured' | 'documented'

/** What a host's parser takes beyond plain JSON. What it doesn't take it refuses with the whole file. */
export interface Syntax {
  /** Line and block comments. */
  readonly comments: boolean
  /** A comma behind the last member. */
  readonly trailingCommas: boolean
  /** A byte order mark before everything else. */
  readonly byteOrderMark: boolean
  readonly source: Source
}

/** The moments of a host's agent that something can be bound to here. */
export type Moment = 'stop' | 'prompt' | 'before-tool'

/**
 * How one host has hooks written down. All hosts keep lists of handlers by the name of an event; they differ in where
 * these lists are, in what a handler looks like, and in what surrounds it.
 */
export interface Layout {
  readonly host: HostName
  /** As people call it. */
  readonly title: string
  /** Its settings file for a scope; `undefined` where it has none for that scope. */
  readonly file: (scope: Scope, machine: Machine) => string | undefined
  /** Folders whose being there says that it is in use. */
  readonly folders: (machine: Machine) => readonly string[]
  /** The commands it is started by. */
  readonly commands: readonly string[]
  readonly syntax: Syntax
  /**
   * Where its events are: in the member `hooks` of the file, in the file itself, or in every member of the file, each
   * a named hook of its own.
   */
  readonly events: 'in-hooks' | 'in-root' | 'in-named'
  /** Whether the handlers of an event stand in groups, `{ "matcher": …, "hooks": […] }`, or by themselves. */
  readonly grouped: boolean
  /** What the file must say beside its hooks, where a new one is written. */
  readonly stamp: Readonly<Record<string, number>>
  /** What it calls the moments; only those that it has a use for. */
  readonly names: { readonly stop: string } & Partial<Readonly<Record<Moment, string>>>
  /** Other names that the host takes for an event, and what they stand for. */
  readonly otherNames?: Readonly<Record<string, string>>
  /** How long a handler may take. */
  readonly timeout: { readonly key: 'timeout' | 'timeoutSec'; readonly unit: 's' | 'ms' }
  /** Whether a handler is a program with its arguments, which no shell takes apart, or a command line. */
  readonly form: 'program' | 'line'
  /** Members that every handler has, before its command. */
  readonly handler: Readonly<Record<string, string>>
  /** Where the shape of the entries comes from. */
  readonly source: Source
  /** The tools that schedule the agent's next turn, as a matcher; `undefined` where it has no such schedules. */
  readonly schedulers?: string
  /** A file whose hooks the host stops reading as soon as its settings file is there. */
  readonly hides?: (scope: Scope, machine: Machine) => string | undefined
}
