import type { Environment, EventNames, Fields, NeutralEvent } from './event.ts'
import type { HostName } from './host-name.ts'

/** Makes the bytes of one answer. @throws RangeError when the words are blank: a host would ignore them */
export type Say = (words: string) => string

/**
 * How one host is understood and answered. Every answer is to be the whole of stdout, with status 0.
 *
 * This is what all hosts have; what some can't do is no property of theirs.
 */
export interface Dialect<H extends HostName = HostName> {
  readonly host: H
  /** The host's name as people write it. */
  readonly title: string
  readonly events: EventNames
  /** Reads an event that this host sent. Never throws, whatever the fields hold. */
  readonly readEvent: (fields: Fields, env: Environment) => NeutralEvent
  /**
   * The names of the folders of settings in which it starts its hooks: a process that stands in one does not stand where
   * the agent works. Only of hosts whose events may name no folder.
   */
  readonly hookFolders?: readonly string[]
  /** Keeps the turn open; the model gets the reason. */
  readonly hold: Say
  /** Lets the turn end. */
  readonly release: ''
}

/** A host on which a hook can end the run whatever other hooks say. */
export interface Halting {
  readonly halt: Say
}

/** A host on which a hook can show the user a message, which does not hold the turn. */
export interface Noticing {
  readonly notice: Say
}

/** A host with a second form of hold: the model gets the reason once, and the user is shown no problem. */
export interface QuietlyHolding {
  readonly quietHold: Say
}

/** Any host's dialect, with what it may or may not be able to do. */
export type AnyDialect = Dialect & Partial<Halting & Noticing & QuietlyHolding>
