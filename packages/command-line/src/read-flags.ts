import { HOST_NAMES, isHostName } from '@dos/hook-dialect'
import type { Age, Flag, FlagTable, ValuesOf } from './verb.ts'

/** What is wrong with a command line, in one line; `unknown` and the `known` words where a word is not known. */
export interface Mistake {
  readonly complaint: string
  readonly unknown?: string
  readonly known?: readonly string[]
}

/** What a command line says. */
export type Reading<V> =
  | { readonly kind: 'run'; readonly flags: V; readonly operand: string | undefined }
  | { readonly kind: 'help' }
  | (Mistake & { readonly kind: 'wrong' })

/**
 * Reads the arguments of a command. By hand, since `util.parseArgs` was measured at 1.7 ms, a fifth of a whole call.
 * A value follows as the next argument or behind `=`. A next argument that starts with `--` is a flag: then the value
 * was left out, by an unset shell variable for example. The last of several wins.
 */
export function readFlags<T extends FlagTable>(
  args: readonly string[],
  table: T,
  takesOperand = false,
): Reading<ValuesOf<T>> {
  const given = new Map<string, string>()
  let operand: string | undefined
  let wantsHelp = false
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    const flag = flagOf(table, name)
    if (arg === '--help' || arg === '-h') {
      wantsHelp = true
    } else if (flag === undefined) {
      if (arg.startsWith('-') || !takesOperand || operand !== undefined)
        return { kind: 'wrong', ...unknownWord(name, table) }
      operand = arg
    } else if (flag.kind === undefined) {
      if (equals >= 0) return { kind: 'wrong', complaint: `${name} takes no value` }
      given.set(name, '')
    } else {
      const value = equals < 0 ? args[++at] : arg.slice(equals + 1)
      if (value === undefined || (equals < 0 && value.startsWith('--'))) {
        return { kind: 'wrong', complaint: `${name} needs a value` }
      }
      given.set(name, value)
    }
  }
  if (wantsHelp) return { kind: 'help' }
  const values: Record<string, unknown> = {}
  for (const [name, flag] of Object.entries(table)) {
    const read = readValue(name, flag, given.get(name))
    if ('complaint' in read) return { kind: 'wrong', ...read }
    values[fieldOf(name)] = read.value
  }
  return { kind: 'run', flags: values as ValuesOf<T>, operand }
}

/** The words that may follow a flag or stand as an operand; none where that can't be listed. */
export function wordsOf({ kind, words = [] }: Pick<Flag, 'kind' | 'words'>): readonly string[] {
  return kind === 'host' || kind === 'hosts' ? ['auto', ...HOST_NAMES] : words
}

function flagOf(table: FlagTable, name: string): Flag | undefined {
  return Object.hasOwn(table, name) ? table[name as `--${string}`] : undefined
}

function unknownWord(name: string, table: FlagTable): Mistake {
  const complaint = `there is no ${name.startsWith('-') ? `flag ${name}` : `argument "${name}"`}`
  return { complaint, unknown: name, known: [...Object.keys(table), '--help'] }
}

/** `--max-markers`: `maxMarkers`. */
function fieldOf(name: string): string {
  return name.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

type Value = { readonly value: unknown } | Mistake

function readValue(name: string, flag: Flag, given: string | undefined): Value {
  const { kind } = flag
  if (kind === undefined) return { value: given !== undefined }
  if (given === '' && flag.refusesEmpty) return { complaint: `${name} names no ${kind}` }
  const isUnset = given === '' && (kind === 'folder' || kind === 'session' || kind === 'host')
  const text = (isUnset ? undefined : given) ?? flag.default
  if (text === undefined) {
    return flag.required ? { complaint: `${name} needs ${flag.meaning}` } : { value: undefined }
  }
  switch (kind) {
    case 'folder':
    case 'session':
      return { value: text }
    case 'number': {
      const isNumber = /^\d+$/.test(text) && Number.isSafeInteger(Number(text))
      if (isNumber) return { value: Number(text) }
      return { complaint: `${name} must be a whole number, 0 or more, but is "${text}"` }
    }
    case 'age':
      return (
        readAge(text) ?? {
          complaint: `${name} must be a whole number and m, h, d or w, such as 30d, but is "${text}"`,
        }
      )
    case 'hosts': {
      if (text === 'auto') return { value: undefined }
      const hosts = text.split(',')
      const unknown = hosts.find((host) => !isHostName(host))
      return unknown === undefined ? { value: [...new Set(hosts)] } : noSuchWord(name, flag, unknown)
    }
    case 'host':
    case 'word':
      return wordsOf(flag).includes(text) ? { value: text } : noSuchWord(name, flag, text)
  }
}

function noSuchWord(name: string, flag: Flag, unknown: string): Mistake {
  const known = wordsOf(flag)
  const complaint = `there is no ${name.slice(2)} "${unknown}", only ${known.join(', ')}`
  return { complaint, unknown, known }
}

const HOUR_MS = 60 * 60 * 1000
const UNITS: Readonly<Record<string, number>> = {
  m: HOUR_MS / 60,
  h: HOUR_MS,
  d: 24 * HOUR_MS,
  w: 7 * 24 * HOUR_MS,
}

/** `45m`, `12h`, `30d` or `2w`; `undefined` for what is no such age, or too long to be counted. */
function readAge(text: string): { readonly value: Age } | undefined {
  const [, count = '', unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? []
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN)
  return Number.isSafeInteger(ms) ? { value: { text, ms } } : undefined
}
