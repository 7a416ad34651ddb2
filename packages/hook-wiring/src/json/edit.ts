import type { JsonNode } from './parse.ts'
import {
  commaBehind,
  endOf,
  endOfBlanks,
  endOfLine,
  isBreak,
  isFreeToJoin,
  startOfBlanks,
  startOfRoom,
} from './room.ts'
import { indentAt, isSpread, render, type Style } from './style.ts'

/** Puts a member behind the last one of an object. */
export function addMember(
  text: string,
  object: JsonNode,
  style: Style,
  name: string,
  value: unknown,
): string {
  return addLast(text, object, style, (spread, indent) => {
    return `${JSON.stringify(name)}:${style.gap}${render(value, style, spread, indent)}`
  })
}

/** Puts an item behind the last one of a list. */
export function addItem(text: string, list: JsonNode, style: Style, value: unknown): string {
  return addLast(text, list, style, (spread, indent) => render(value, style, spread, indent))
}

/** Puts another value in the place of one. */
export function replaceValue(text: string, node: JsonNode, style: Style, value: unknown): string {
  const holder = node.parent?.type === 'property' ? node.parent.parent : node.parent
  const spread = holder !== undefined && isSpread(text, holder)
  const rendered = render(value, style, spread, indentAt(text, node.offset))
  return splice(text, [{ from: node.offset, to: endOf(node), put: rendered }])
}

/**
 * Takes a member out of an object, or an item out of a list, with the comma that belongs to it and the line it alone
 * stands on. Comments beside it stay.
 */
export function removeChild(text: string, parent: JsonNode, index: number): string {
  const children = parent.children ?? []
  const child = children[index]
  if (child === undefined) throw new RangeError('there is no such child')
  const previous = children[index - 1]
  const comma = commaBehind(text, endOf(child)) ?? (previous && commaBehind(text, endOf(previous)))
  const from = startOfRoom(text, child.offset)
  const last = comma === undefined || comma < child.offset ? endOf(child) : comma + 1
  const before = previous === undefined ? parent.offset + 1 : endOf(previous)
  const ownLines = isBreak(text.charAt(from)) && isFreeToJoin(text, before, child.offset, last)
  const hasNext = index < children.length - 1
  const start = ownLines ? from : hasNext ? child.offset : startOfBlanks(text, child.offset)
  const cuts = [{ from: start, to: endOf(child), put: '' }]
  if (comma !== undefined) {
    const after = comma > child.offset && !ownLines ? endOfBlanks(text, comma + 1) : comma + 1
    cuts.push({ from: comma, to: after, put: '' })
  }
  const left = splice(text, cuts)
  return children.length > 1 ? left : emptied(left, parent)
}

/** One replacement in a text. */
interface Cut {
  readonly from: number
  readonly to: number
  readonly put: string
}

function addLast(
  text: string,
  holder: JsonNode,
  style: Style,
  rendered: (spread: boolean, indent: string) => string,
): string {
  const spread = isSpread(text, holder)
  const [first] = holder.children ?? []
  const outer = indentAt(text, holder.offset)
  const indent = first !== undefined && spread ? indentAt(text, first.offset) : outer + style.unit
  const item = rendered(spread, indent)
  const last = holder.children?.at(-1)
  if (last === undefined) return fillEmpty(text, holder, style, spread ? { item, indent, outer } : { item })

  const comma = commaBehind(text, endOf(last))
  const { at, inLineComment } = endOfLine(text, comma === undefined ? endOf(last) : comma + 1)
  const gap = spread || inLineComment ? `${style.lineEnd}${indent}` : style.gap
  const put = `${gap}${item}${comma === undefined ? '' : ','}`
  if (comma !== undefined) return splice(text, [{ from: at, to: at, put }])
  if (at === endOf(last)) return splice(text, [{ from: at, to: at, put: `,${put}` }])
  return splice(text, [
    { from: endOf(last), to: endOf(last), put: ',' },
    { from: at, to: at, put },
  ])
}

/** Fills a list or an object in which there are at most blanks and comments. */
function fillEmpty(
  text: string,
  holder: JsonNode,
  style: Style,
  { item, indent, outer }: { readonly item: string; readonly indent?: string; readonly outer?: string },
): string {
  const from = holder.offset + 1
  const to = endOf(holder) - 1
  const inside = text.slice(from, to)
  if (inside.trim() === '') {
    const gap = holder.type === 'object' ? style.gap : ''
    const put =
      indent === undefined ? gap + item + gap : `${style.lineEnd}${indent}${item}${style.lineEnd}${outer}`
    return splice(text, [{ from, to, put }])
  }
  const at = from + inside.trimEnd().length
  // A comment may go on to the end of its line.
  const end = /[\r\n]/.test(text.slice(at, to)) ? '' : `${style.lineEnd}${outer ?? ''}`
  return splice(text, [{ from: at, to: at, put: `${style.lineEnd}${indent ?? ''}${item}${end}` }])
}

/** Leaves nothing between the brackets where there is only room. */
function emptied(text: string, { offset, type }: JsonNode): string {
  const close = type === 'object' ? '}' : ']'
  const room = /^\s*/.exec(text.slice(offset + 1))?.[0] ?? ''
  const end = offset + 1 + room.length
  return text.charAt(end) === close ? text.slice(0, offset + 1) + text.slice(end) : text
}

function splice(text: string, cuts: readonly Cut[]): string {
  let spliced = text
  for (const { from, to, put } of cuts.toSorted((a, b) => b.from - a.from)) {
    spliced = spliced.slice(0, from) + put + spliced.slice(to)
  }
  return spliced
}
