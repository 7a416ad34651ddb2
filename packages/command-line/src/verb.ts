import type { HostName } from '@dos/hook-dialect'

/** What follows a flag: a whole number, an age such as `30d`, `hosts` with commas between, one of a few words, … */
export type Kind = 'number' | 'age' | 'folder' | 'session' | 'host' | 'hosts' | 'word'

/** One flag of a command. */
export interface Flag {
  /** What it does, in a few words without a full stop. */
  readonly meaning: string
  /** Absent: the flag stands alone. */
  readonly kind?: Kind
  /** What may follow a flag of the kind `word`. */
  readonly words?: readonly string[]
  /** As it would be typed. */
  readonly default?: string
  readonly required?: true
  /** An empty value is an error. Otherwise it counts as not given, so that an unset shell variable does no harm. */
  readonly refusesEmpty?: true
}

/** The flags of a command, by name. Every command also takes `--help`. */
export type FlagTable = Readonly<Record<`--${string}`, Flag>>

/** An age as it was typed, and in milliseconds. */
export type Age = { readonly text: string; readonly ms: number }

/** A host, or `auto`: recognised by its event. */
export type DialectChoice = HostName | 'auto'

/** What a flag of each kind reads as. */
interface Values<Word> {
  readonly number: number
  readonly age: Age
  readonly folder: string
  readonly session: string
  readonly host: DialectChoice
  /** `undefined`: all of them. */
  readonly hosts: readonly HostName[] | undefined
  readonly word: Word
}

type WordOf<F> = F extends { readonly words: readonly (infer Word)[] } ? Word : never

type ValueOf<F> = F extends { readonly kind: infer K extends Kind }
  ?
      | Values<WordOf<F>>[K]
      | (F extends { readonly default: string } | { readonly required: true } ? never : undefined)
  : boolean

type FieldOf<Name extends string> = Name extends `--${infer Rest}`
  ? FieldOf<Rest>
  : Name extends `${infer Head}-${infer Tail}`
    ? `${Head}${Capitalize<FieldOf<Tail>>}`
    : Name

/** What a command line says, by the names of the flags: `--max-markers` is `maxMarkers`. */
export type ValuesOf<T extends FlagTable> = {
  readonly [Name in keyof T & string as FieldOf<Name>]: ValueOf<T[Name]>
}

/** What the command line of a command says. */
export type FlagsOf<V> = V extends Verb<infer T> ? ValuesOf<T> : never

/** A word that stands by itself behind the command and its flags. */
export interface Operand {
  readonly name: string
  readonly kind: 'session' | 'word'
  readonly words?: readonly string[]
  readonly required?: true
  readonly meaning: string
}

/** Terms and what they mean, under a title. */
export interface HelpList {
  readonly title: string
  readonly rows: readonly (readonly [term: string, meaning: string])[]
}

/** One command. Its parsing, its help, its completions and its section of the documentation are made from this. */
export interface Verb<T extends FlagTable = FlagTable> {
  readonly name: string
  /** Who calls it: a host's hook, a shell loop, or a person. */
  readonly caller: 'hook' | 'loop' | 'person'
  /** What it does, in a few words without a full stop. */
  readonly summary: string
  /** What follows its name. Default: its flags. */
  readonly usage?: readonly string[]
  /** Paragraphs; line breaks within one mean nothing. */
  readonly about: readonly string[]
  readonly flags: T
  readonly operand?: Operand
  readonly lists?: readonly HelpList[]
  /** Default: 0; 1 for a wrong command line. */
  readonly exitCodes?: string
  /** Whole command lines. */
  readonly examples: readonly string[]
}
