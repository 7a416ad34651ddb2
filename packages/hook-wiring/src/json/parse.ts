import { type ParseError, parseTree, printParseErrorCode, stripComments } from 'jsonc-parser'
import type { JsonNode } from './nodes.ts'
import { type Problem, problemAt } from './problem.ts'
import { tokensFrom } from './tokens.ts'

/** The deepest nesting that is read: settings need a tenth of it, and the parser has the stack for a hundredfold. */
const DEEPEST = 100

/** What is wrong, in words, by the parser's own names. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'nothing more is expected',
  InvalidCommentToken: 'its host takes no comments',
  UnexpectedEndOfComment: 'a comment has no end',
  UnexpectedEndOfString: 'a text has no end',
  UnexpectedEndOfNumber: 'a number has no end',
  InvalidUnicode: 'this is no escape of a character',
  InvalidEscapeCharacter: 'this is no escape of a character',
  InvalidCharacter: 'this character has to be escaped',
}

/** The root, `undefined` where there are but blanks and comments; or the first problem. */
export type Parsed =
  | { readonly ok: true; readonly root: JsonNode | undefined }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Parses a text as strictly as its host does: no host takes a comma behind the last member.
 *
 * @param text - without a byte order mark
 */
export function parseJson(text: string, takesComments: boolean): Parsed {
  const deep = tooDeepAt(text)
  if (deep !== undefined) {
    return { ok: false, problem: problemAt(text, deep, `it is nested more than ${DEEPEST} levels deep`) }
  }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: !takesComments, allowEmptyContent: true })
  const [error] = errors
  if (error !== undefined) return { ok: false, problem: describe(text, error) }
  // The parser forgives what JSON itself doesn't; the host's is JSON's own.
  if (root !== undefined && !isPlainJson(stripComments(text))) {
    return { ok: false, problem: { message: 'it is not quite JSON' } }
  }
  return { ok: true, root }
}

/** Parses a text that is known to be right. */
export function reparse(text: string): JsonNode | undefined {
  return parseTree(text, [], { allowEmptyContent: true })
}

function describe(text: string, { error, offset }: ParseError): Problem {
  const comma = text.slice(0, offset).trimEnd().length - 1
  const isOneTooMany = text.charAt(comma) === ',' && /^[}\]]/.test(text.slice(offset))
  return isOneTooMany
    ? problemAt(text, comma, 'this comma has nothing behind it')
    : problemAt(text, offset, WORDS[printParseErrorCode(error)] ?? 'this is no JSON')
}

function tooDeepAt(text: string): number | undefined {
  let depth = 0
  for (const { kind, offset } of tokensFrom(text, 0)) {
    if (kind === 'open') depth += 1
    if (kind === 'close') depth -= 1
    if (depth > DEEPEST) return offset
  }
  return undefined
}

function isPlainJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
