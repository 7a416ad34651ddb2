/** What stands behind a flag, or by itself behind a verb. */
export type Value =
  /** A whole number, a folder, the name of a session or run, an age such as `30d`, or any text. */
  | {
      readonly kind: 'number' | 'folder' | 'session' | 'duration' | 'text'
      /** The word for it in help and in the manual: `N`, `DIR`. */
      readonly shown: string
    }
  /** One of a few words, such as a host's name; or several hosts with commas between. */
  | {
      readonly kind: 'host' | 'hosts' | 'choice'
      readonly shown: string
      readonly words: readonly string[]
    }

/** One flag of a verb. */
export interface Flag {
  readonly name: `--${string}`
  /** A second, shorter way to write it. */
  readonly short?: `-${string}`
  /** What follows it. Default: nothing, it stands alone. */
  readonly value?: Value
  /** Whether the verb can't do without it. Default: it can. */
  readonly required?: true
  /** What it does, in a few words without a full stop. */
  readonly meaning: string
}

/** A word that stands by itself behind the verb and its flags. */
export interface Operand {
  readonly value: Value
  readonly meaning: string
  readonly required: boolean
}

/** One verb of the command. */
export interface Verb {
  readonly name: string
  /** Who calls it: a host's hook, a shell loop, or a person. */
  readonly caller: 'hook' | 'loop' | 'person'
  /** What it does, in a few words without a full stop. */
  readonly summary: string
  readonly flags: readonly Flag[]
  readonly operand?: Operand
}
