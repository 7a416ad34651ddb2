import { escapeText } from '@dos/terminal-text/escape'
import { opWords } from './op-words.ts'
import { textOf } from './session.ts'

/** One line of a tally: `story` of `@dos/marker-sensor` tells it so. */
export type ToldLine = {
  /** Counted from 1. */
  readonly number: number
  readonly bytes: number
  /** Markers since the last reset, after this line; `undefined` where that can't be known. */
  readonly streak: number | undefined
} & (
  | {
      readonly kind: 'marker' | 'reset' | 'other-op'
      readonly op: unknown
      readonly fields: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'skipped'
      readonly why: keyof typeof SKIPPED
      readonly text: string
      readonly schema?: unknown
    }
)

/** In a word why a line counts nothing. */
export const SKIPPED = {
  empty: 'empty',
  torn: 'torn',
  'not-json': 'no JSON',
  'not-an-object': 'no object',
  foreign: 'foreign',
  'too-new': 'too new',
  'too-long': 'too long',
} as const

/** As much of a line that is no record as tells what it is. */
const BEGINNING = 40

/** Why a line is there, or why it counts nothing, for people; escaped, on one line. */
export function wordsOf(line: ToldLine): string {
  if (line.kind !== 'skipped') {
    const { fields, kind } = line
    const notes = [
      ...(textOf(fields['verb']) === '' ? [] : [`by ${textOf(fields['verb'])}`]),
      ...(textOf(fields['run_id']) === '' ? [] : [`run ${textOf(fields['run_id'])}`]),
      ...(kind === 'other-op' ? ['counts nothing'] : []),
    ]
    const behind = notes.length === 0 ? '' : `(${notes.join(', ')})`
    return escapeText(
      [textOf(fields['reason']) || opWords(line.op), behind].filter((part) => part !== '').join(' '),
    )
  }
  const { why, text, bytes, schema } = line
  switch (why) {
    case 'empty':
      return 'an empty line; counts nothing'
    case 'torn':
      return `half-written at the very end: a write was cut short, or is under way; counts nothing: ${quote(text)}`
    case 'not-json':
      return `cut short by a crash, or never a record; counts nothing: ${quote(text)}`
    case 'not-an-object':
      return `JSON, but no object; counts nothing: ${quote(text)}`
    case 'foreign':
      return `a record of the family ${quote(partOf(schema, 'family'))}, not of this one; counts nothing`
    case 'too-new':
      return `a record of version ${quote(partOf(schema, 'version'))}, newer than is understood here; counts nothing`
    case 'too-long':
      return `${Math.floor(bytes / 1024 / 1024)} MiB on one line, more than a record can be: no count gets past it`
  }
}

/** A member of a `schema`, or the bare number that stands for a version. */
function partOf(schema: unknown, member: 'family' | 'version'): string {
  const part =
    typeof schema === 'object' && schema !== null
      ? (schema as Readonly<Record<string, unknown>>)[member]
      : schema
  return String(part)
}

function quote(text: string): string {
  const beginning = Array.from(text).slice(0, BEGINNING).join('')
  return escapeText(beginning.length < text.length ? `${beginning}…` : beginning)
}
