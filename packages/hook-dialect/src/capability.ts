/**
 * What has to be done before a host runs a hook: `each-hook`, a person must trust the hook itself, and again after each
 * change; `repository-hooks`, a person must trust what comes with the repository.
 */
export type TrustStep = 'each-hook' | 'repository-hooks'

/** What a host can do, and how it does it. What is not known is not there. */
export interface Abilities {
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

/**
 * The abilities, and how they are known: all that `documented` doesn't name was seen in real runs of the version
 * `measuredOn`. Where nothing was measured there is no such version, and all is from the host's own documentation.
 */
export interface Capabilities extends Abilities {
  readonly measuredOn?: string
  readonly documented?: readonly (keyof Abilities)[]
  /** Why the host can't do what it can't, as the end of a sentence, where that was seen. */
  readonly lacks?: { readonly [A in 'halt' | 'notice' | 'quietHold' | 'hold']?: string }
}
