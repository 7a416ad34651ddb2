import type { Environment, EventNames, Fields, NeutralEvent } from './event.ts'

/** The programs that run an agent and ask hooks, by the names this package gives them. */
export type HostName =
  | 'claude-code'
  | 'codex'
  | 'gemini'
  | 'qwen'
  | 'copilot'
  | 'cursor'
  | 'vscode'
  | 'antigravity'
  | 'droid'
  | 'kiro'

/** Makes the bytes of one answer. @throws RangeError when the words are blank: a host would ignore them */
export type Say = (words: string) => string

/**
 * Answers that some hosts have. `halt` ends the run whatever other hooks say; `notice` shows the user a message, which
 * does not hold the turn; `quietHold` is a second form of hold: the model gets the reason once, and the user is shown no
 * problem.
 */
export type RareAnswer = 'halt' | 'notice' | 'quietHold'

/**
 * How one host is understood and answered. Every answer is to be the whole of stdout, with status 0. An answer that a
 * host can't give is no property of its dialect.
 */
export type Dialect<H extends HostName = HostName, R extends RareAnswer = never> = {
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
} & { readonly [A in R]: Say }

/** Any host's dialect, with what it may or may not be able to do. */
export type AnyDialect = Dialect & { readonly [A in RareAnswer]?: Say }

/**
 * What has to be done before a host runs a hook: `each-hook`, a person must trust the hook itself, and again after each
 * change; `repository-hooks`, a person must trust what comes with the repository.
 */
export type TrustStep = 'each-hook' | 'repository-hooks'

/**
 * What a host can do. What is not known is not there. All that `documented` doesn't name was seen in real runs of the
 * version `measuredOn`; where nothing was measured there is no such version, and all is from the host's own documentation.
 */
export interface Capabilities {
  readonly measuredOn?: string
  readonly documented?: readonly (keyof Capabilities)[]
  /** A hook can keep the turn open. */
  readonly hold: boolean
  /** A hook can end the run whatever other hooks say. */
  readonly halt?: boolean
  /** A hook can show the user a message without holding the turn. */
  readonly notice?: boolean
  /** There is a second form of hold that shows the user no problem. */
  readonly quietHold?: boolean
  /** Status 2 holds, too: a hook must not leave with it by accident. */
  readonly statusTwoHolds?: boolean
  /** How many holds the host takes before it lets the turn end by itself. */
  readonly cap?: number | 'none'
  /** What else but a new prompt sets the host's own count back to none. */
  readonly capResets?: 'tool-call'
  /** In what a hook's timeout is written in the settings: seconds or milliseconds. */
  readonly timeoutUnit?: 's' | 'ms'
  /** The timeout where the settings name none, in `timeoutUnit`. */
  readonly defaultTimeout?: number
  readonly trust?: TrustStep
}
