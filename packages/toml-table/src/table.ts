import { describe } from './describe.ts'

/** A table of a `dos.toml`: the one place that says what its keys are. All else that knows of them derives from it. */
export interface Table<P> {
  readonly name: string
  /** By the field of the policy that each sets. */
  readonly keys: { readonly [F in keyof P]-?: Key<P[F]> }
}

/** One key of a table. */
export interface Key<T> {
  readonly name: string
  readonly takes: Takes
  readonly standard: T
  /** What it means, in one sentence for people. */
  readonly about: string
}

/** What a key takes, as data. */
export type Takes =
  | { readonly kind: 'switch' }
  | Numbers
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** A text without NUL, which no process can be given. A blank one is none: `undefined`. */
  | { readonly kind: 'command' }
  | Texts

/** A number within bounds, `least` and `most` included. */
export interface Numbers {
  readonly kind: 'number'
  readonly whole?: true
  readonly least: number
  readonly most: number
  readonly unit?: string
}

/** One text, or a list of them. Blank ones are left out. */
export interface Texts {
  readonly kind: 'texts'
  /** What one of them is. */
  readonly noun: string
  /** All that there can be; else any. */
  readonly words?: readonly string[]
  readonly trimmed?: true
  /** Whether one that is named twice counts once. */
  readonly distinct?: true
  readonly most?: number
  /** The most characters of each. */
  readonly longest?: number
  /** Characters that none can have. */
  readonly without?: string
}

/** Fields of a policy. One that is absent or `undefined` has its default. */
export type Given<P> = { readonly [F in keyof P]?: P[F] | undefined }

/** A value that was refused. `key` is `''` where it is the table itself; `expected` is read after "must be". */
export interface Refusal {
  readonly key: string
  readonly expected: string
  readonly actual: unknown
}

/** A whole number, 0 or more, exact as a double. */
export const COUNT: Takes = { kind: 'number', whole: true, least: 0, most: Number.MAX_SAFE_INTEGER }

export const SWITCH: Takes = { kind: 'switch' }

const REFUSED = Symbol('refused')

/** The fields of a policy, each with the key that sets it. */
export function entriesOf<P>(table: Table<P>): readonly (readonly [field: string, key: Key<unknown>])[] {
  return Object.entries(table.keys)
}

/** The policy where nobody says otherwise. Frozen, its lists as well. */
export function defaultsOf<P extends object>(table: Table<P>): P {
  const fields = entriesOf(table).map(([field, { standard }]) => [field, Object.freeze(standard)])
  return Object.freeze(Object.fromEntries(fields))
}

/** The whole policy that a caller means. Throws a RangeError that names field, value and what was expected. */
export function policyOf<P extends object>(table: Table<P>, given: Given<P> = {}): P {
  if (typeof given !== 'object' || given === null) throw wrong('policy', 'an object', given)
  const values = given as Readonly<Record<string, unknown>>
  const policy: Record<string, unknown> = {}
  for (const [field, { takes, standard }] of entriesOf(table)) {
    policy[field] = values[field] === undefined ? standard : demand(field, takes, values[field])
  }
  return policy as P
}

/** The value in its right form. Throws a RangeError that names the argument where it has none. */
export function demand(name: string, takes: Takes, value: unknown): unknown {
  const read = readValue(takes, value)
  if (read === REFUSED) throw wrong(name, expectedOf(takes), value)
  return read
}

function wrong(name: string, expected: string, actual: unknown): RangeError {
  return new RangeError(`${name} must be ${expected}, but is ${describe(actual)}`)
}

/** Reads a parsed table, which may be anything, over a base. What is refused keeps the base's value. */
export function readFields<P extends object>(
  table: Table<P>,
  value: unknown,
  base: P,
): { readonly policy: P; readonly refusals: readonly Refusal[]; readonly unknownKeys: readonly string[] } {
  if (!isTable(value)) {
    return { policy: base, refusals: [{ key: '', expected: 'a table', actual: value }], unknownKeys: [] }
  }
  const policy = { ...base } as Record<string, unknown>
  const refusals: Refusal[] = []
  const unknown = new Set(Object.keys(value))
  for (const [field, { name, takes }] of entriesOf(table)) {
    if (!unknown.delete(name) || value[name] === undefined) continue
    const read = readValue(takes, value[name])
    if (read === REFUSED) refusals.push({ key: name, expected: expectedOf(takes), actual: value[name] })
    else policy[field] = read
  }
  return { policy: policy as P, refusals, unknownKeys: [...unknown] }
}

/** What a key takes, to be read after "must be". */
export function expectedOf(takes: Takes): string {
  switch (takes.kind) {
    case 'switch':
      return 'true or false'
    case 'number': {
      const { whole, least, most, unit } = takes
      const what = `${whole ? 'a whole' : 'a'} number${unit === undefined ? '' : ` of ${unit}`}`
      return most === Number.MAX_SAFE_INTEGER
        ? `${what}, ${least} or more`
        : `${what} from ${least} to ${most}`
    }
    case 'word':
      return `${quoted(takes.words.slice(0, -1))} or ${quoted(takes.words.slice(-1))}`
    case 'command':
      return 'a command'
    case 'texts': {
      const { noun, words, most, longest } = takes
      if (words !== undefined) return `${quoted(words)} or a list of these`
      const limit = most === undefined ? '' : `at most ${most} `
      const each = longest === undefined ? '' : `, each of at most ${longest} characters`
      return `a ${noun} or a list of ${limit}${noun}s${each}`
    }
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ')
}

function readValue(takes: Takes, value: unknown): unknown {
  switch (takes.kind) {
    case 'switch':
      return typeof value === 'boolean' ? value : REFUSED
    case 'number': {
      const isNumber = takes.whole ? Number.isSafeInteger(value) : typeof value === 'number'
      return isNumber && (value as number) >= takes.least && (value as number) <= takes.most ? value : REFUSED
    }
    case 'word':
      return takes.words.includes(value as string) ? value : REFUSED
    case 'command':
      if (typeof value !== 'string' || value.includes('\0')) return REFUSED
      return value.trim() === '' ? undefined : value
    case 'texts':
      return readTexts(takes, value)
  }
}

function readTexts(
  { words, trimmed, distinct, most, longest, without = '' }: Texts,
  value: unknown,
): unknown {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list) || (most !== undefined && list.length > most)) return REFUSED
  const texts: string[] = []
  // By a plain loop: it visits the holes of a sparse list.
  for (const entry of list as readonly unknown[]) {
    if (typeof entry !== 'string' || (longest !== undefined && entry.length > longest)) return REFUSED
    if (words !== undefined && !words.includes(entry)) return REFUSED
    if ([...without].some((character) => entry.includes(character))) return REFUSED
    const text = trimmed ? entry.trim() : entry
    if (text.trim() !== '' && !(distinct && texts.includes(text))) texts.push(text)
  }
  return texts
}

/** Whether a value is what a parser makes of a table: a plain object, and no list, date or instance. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
