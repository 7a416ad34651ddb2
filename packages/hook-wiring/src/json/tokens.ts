import { createScanner } from 'jsonc-parser'

/** What a token is, as far as it matters for an edit. */
export type TokenKind = 'open' | 'close' | 'comma' | 'line-comment' | 'block-comment' | 'break' | 'blank'

/** One token of a JSON text, comments and blanks included. */
export interface Token {
  readonly kind: TokenKind | undefined
  readonly offset: number
  readonly length: number
}

/** By jsonc-parser's SyntaxKind, which is a constant enumeration and can't be named here. */
const KINDS: Readonly<Record<number, TokenKind>> = {
  1: 'open',
  2: 'close',
  3: 'open',
  4: 'close',
  5: 'comma',
  12: 'line-comment',
  13: 'block-comment',
  14: 'break',
  15: 'blank',
}
const END = 17

/** The tokens of a text from an offset on, which must not lie inside one. */
export function* tokensFrom(text: string, offset: number): Generator<Token> {
  const scanner = createScanner(text)
  scanner.setPosition(offset)
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    yield {
      kind: KINDS[kind],
      offset: scanner.getTokenOffset(),
      length: scanner.getTokenLength(),
    }
  }
}

/** Whether a token is a comment of either kind. */
export function isComment({ kind }: Token): boolean {
  return kind === 'line-comment' || kind === 'block-comment'
}
