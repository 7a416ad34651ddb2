import type { JsonNode } from './parse.ts'
import { tokensFrom } from './tokens.ts'

/** Where a line ends on which only comments follow, and whether the last of them takes all the rest of it. */
export function endOfLine(
  text: string,
  from: number,
): { readonly at: number; readonly inLineComment: boolean } {
  let at = from
  for (const { kind, offset, length } of tokensFrom(text, from)) {
    if (kind === 'line-comment') return { at: offset + length, inLineComment: true }
    if (kind === 'block-comment') at = offset + length
    else if (kind !== 'blank') break
  }
  return { at, inLineComment: false }
}

/** The comma behind a value, with at most blanks and comments between. */
export function commaBehind(text: string, end: number): number | undefined {
  for (const { kind, offset } of tokensFrom(text, end)) {
    if (kind === 'comma') return offset
    if (kind === 'open' || kind === 'close' || kind === 'other') return undefined
  }
  return undefined
}

/** Back over blanks, and over one end of a line. */
export function startOfRoom(text: string, offset: number): number {
  const at = startOfBlanks(text, offset)
  if (text.slice(at - 2, at) === '\r\n') return at - 2
  return isBreak(text.charAt(at - 1)) ? at - 1 : at
}

/** Back over blanks. */
export function startOfBlanks(text: string, offset: number): number {
  let at = offset
  while (isBlank(text.charAt(at - 1))) at -= 1
  return at
}

/** Forward over blanks. */
export function endOfBlanks(text: string, offset: number): number {
  let at = offset
  while (isBlank(text.charAt(at))) at += 1
  return at
}

/**
 * Whether what follows a child may come to stand on the line before it: the end of a line may; a closing bracket may,
 * unless a comment would swallow it.
 */
export function isFreeToJoin(text: string, before: number, start: number, end: number): boolean {
  const next = text.charAt(endOfBlanks(text, end))
  if (next === '' || isBreak(next)) return true
  if (next !== ']' && next !== '}') return false
  for (const { kind, offset } of tokensFrom(text, before)) {
    if (offset >= start) break
    if (kind === 'line-comment') return false
  }
  return true
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t'
}

/** Whether a character ends a line. */
export function isBreak(char: string): boolean {
  return char === '\n' || char === '\r'
}

/** Where a node ends. */
export function endOf({ offset, length }: JsonNode): number {
  return offset + length
}
