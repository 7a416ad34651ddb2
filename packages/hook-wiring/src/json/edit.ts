import { endOf, holderOf, type JsonNode } from './nodes.ts'
import { indentAt, isSpread, type JsonStyle, render } from './style.ts'
import { tokensFrom } from './tokens.ts'

/** One replacement in a text. */
export interface Cut {
  readonly from: number
  readonly to: number
  readonly put: string
}

/** Makes replacements, none of which may overlap another. */
export function applyCuts(text: string, cuts: readonly Cut[]): string {
  let edited = text
  for (const { from, to, put } of cuts.toSorted((a, b) => b.from - a.from)) {
    edited = edited.slice(0, from) + put + edited.slice(to)
  }
  return edited
}

/** Puts a member behind the last one of an object. */
export function addMember(
  text: string,
  object: JsonNode,
  style: JsonStyle,
  name: string,
  value: unknown,
): Cut {
  return addLast(text, object, style, `${JSON.stringify(name)}:${style.gap}`, value)
}

/** Puts an item behind the last one of a list. */
export function addItem(text: string, list: JsonNode, style: JsonStyle, value: unknown): Cut {
  return addLast(text, list, style, '', value)
}

/** Puts another value in the place of one. */
export function replaceValue(text: string, node: JsonNode, style: JsonStyle, value: unknown): Cut {
  const holder = holderOf(node)
  const spread = holder !== undefined && isSpread(text, holder)
  const put = render(value, style, spread, indentAt(text, node.offset))
  return { from: node.offset, to: endOf(node), put }
}

/**
 * Takes a member out of an object, or an item out of a list, with the comma that belongs to it and the line it alone
 * stands on. Comments beside it stay.
 *
 * @param room - what stood between the brackets before anything was put there: it comes back where only that is left
 */
export function removeChild(text: string, parent: JsonNode, index: number, room = ''): readonly Cut[] {
  const children = parent.children ?? []
  const child = children[index]
  if (child === undefined)
    throw new RangeError(`index must be that of one of ${children.length} children, but is ${index}`)
  const [open, close] = [parent.offset + 1, endOf(parent) - 1]
  const end = endOf(child)
  if (children.length === 1) {
    const left = (text.slice(open, child.offset) + text.slice(end, close)).trim()
    // Comments in it are somebody's, and may have changed.
    if (left === room.trim()) return [{ from: open, to: close, put: room }]
    if (left === '') return [{ from: open, to: close, put: '' }]
  }
  const previous = children[index - 1]
  const hasNext = index < children.length - 1
  const comma = hasNext ? commaBehind(text, end) : previous && commaBehind(text, endOf(previous))
  const last = hasNext && comma !== undefined ? comma + 1 : end
  const lineStart = startOfRoom(text, child.offset)
  const ownLines =
    isBreak(text.charAt(lineStart)) &&
    isFreeToJoin(text, previous === undefined ? open : endOf(previous), child.offset, last)
  const start = ownLines ? lineStart : hasNext ? child.offset : startOfBlanks(text, child.offset)
  const cut = { from: start, to: end, put: '' }
  if (comma === undefined) return [cut]
  const behind = hasNext && !ownLines ? endOfBlanks(text, comma + 1) : comma + 1
  return [cut, { from: comma, to: behind, put: '' }]
}

function addLast(text: string, holder: JsonNode, style: JsonStyle, name: string, value: unknown): Cut {
  const spread = isSpread(text, holder)
  const outer = indentAt(text, holder.offset)
  const [first] = holder.children ?? []
  const indent = first !== undefined && spread ? indentAt(text, first.offset) : outer + style.unit
  const item = name + render(value, style, spread, indent)
  const last = holder.children?.at(-1)
  if (last === undefined) return fillEmpty(text, holder, style, item, spread ? { indent, outer } : undefined)
  const from = endOf(last)
  const { at, inLineComment } = endOfLine(text, from)
  const gap = spread || inLineComment ? `${style.lineEnd}${indent}` : style.gap
  return { from, to: at, put: `,${text.slice(from, at)}${gap}${item}` }
}

/** Fills a list or an object in which there are at most blanks and comments. */
function fillEmpty(
  text: string,
  holder: JsonNode,
  { lineEnd, gap }: JsonStyle,
  item: string,
  spread: { readonly indent: string; readonly outer: string } | undefined,
): Cut {
  const [from, to] = [holder.offset + 1, endOf(holder) - 1]
  const { indent, outer } = spread ?? { indent: '', outer: '' }
  const inside = text.slice(from, to).trimEnd()
  if (inside === '' && spread === undefined) {
    const room = holder.type === 'object' ? gap : ''
    return { from, to, put: room + item + room }
  }
  if (inside === '') return { from, to, put: `${lineEnd}${indent}${item}${lineEnd}${outer}` }
  const at = from + inside.length
  // A comment may go on to the end of its line.
  const end = hasBreak(text.slice(at, to)) ? '' : `${lineEnd}${outer}`
  return { from: at, to: at, put: `${lineEnd}${indent}${item}${end}` }
}

/** Where a line ends on which only comments follow, and whether the last of them takes all the rest of it. */
function endOfLine(text: string, from: number): { readonly at: number; readonly inLineComment: boolean } {
  let at = from
  for (const { kind, offset, length } of tokensFrom(text, from)) {
    if (kind === 'line-comment') return { at: offset + length, inLineComment: true }
    if (kind === 'block-comment') at = offset + length
    else if (kind !== 'blank') break
  }
  return { at, inLineComment: false }
}

/** The comma behind a value, with at most blanks and comments between. */
function commaBehind(text: string, end: number): number | undefined {
  for (const { kind, offset } of tokensFrom(text, end)) if (kind === 'comma') return offset
  return undefined
}

/**
 * Whether what follows a child may come to stand on the line before it: the end of a line may; a closing bracket may,
 * unless a comment would swallow it.
 */
function isFreeToJoin(text: string, before: number, start: number, end: number): boolean {
  const next = text.charAt(endOfBlanks(text, end))
  if (next === '' || isBreak(next)) return true
  if (next !== ']' && next !== '}') return false
  for (const { kind, offset } of tokensFrom(text, before)) {
    if (offset >= start) break
    if (kind === 'line-comment') return false
  }
  return true
}

/** Back over blanks, and over one end of a line. */
function startOfRoom(text: string, offset: number): number {
  const at = startOfBlanks(text, offset)
  if (text.slice(at - 2, at) === '\r\n') return at - 2
  return isBreak(text.charAt(at - 1)) ? at - 1 : at
}

function startOfBlanks(text: string, offset: number): number {
  let at = offset
  while (isBlank(text.charAt(at - 1))) at -= 1
  return at
}

function endOfBlanks(text: string, offset: number): number {
  let at = offset
  while (isBlank(text.charAt(at))) at += 1
  return at
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t'
}

function isBreak(char: string): boolean {
  return char === '\n' || char === '\r'
}

function hasBreak(text: string): boolean {
  return /[\r\n]/.test(text)
}
