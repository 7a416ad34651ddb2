import { createScanner } from 'jsonc-parser'

/** What a token is, as far as it matters for an edit. */
export type TokenKind =
  | 'open'
  | 'close'
  | 'comma'
  | 'line-comment'
  | 'block-comment'
  | 'break'
  | 'blank'
  | 'other'

/** One token of a JSON text, comments and blanks included. */
export interface Token {
  readonly kind: TokenKind
  readonly offset: number
  readonly length: number
}

/** By jsonc-parser's SyntaxKind, which is a constant enumeration and can't be named here; 17 is the end. */
const KINDS: readonly TokenKind[] = [
  'other',
  'open',
  'close',
  'open',
  'close',
  'comma',
  'other',
  'other',
  'other',
  'other',
  'other',
  'other',
  'line-comment',
  'block-comment',
  'break',
  'blank',
  'other',
]
const END = 17

/** The tokens of a text from an offset on, which must not lie inside one. */
export function* tokensFrom(text: string, offset: number): Generator<Token> {
  const scanner = createScanner(text)
  scanner.setPosition(offset)
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    yield {
      kind: KINDS[kind] ?? 'other',
      offset: scanner.getTokenOffset(),
      length: scanner.getTokenLength(),
    }
  }
}
