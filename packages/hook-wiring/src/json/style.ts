import { holderOf, type JsonNode } from './nodes.ts'

/** How a text is laid out, as far as something that is put into it should look alike. */
export interface JsonStyle {
  /** What ends its lines. */
  readonly lineEnd: string
  /** What one level is indented by. */
  readonly unit: string
  /** What stands behind a colon, and behind a comma on one line. */
  readonly gap: '' | ' '
}

/** Reads the style off a text. What it doesn't show is as `JSON.stringify` with two blanks would write it. */
export function styleOf(text: string, root: JsonNode | undefined): JsonStyle {
  return {
    lineEnd: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    unit: unitOf(text, root) ?? '  ',
    gap: gapOf(text, root),
  }
}

/** The blanks that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

/** Whether the members of a list or an object stand on lines of their own. */
export function isSpread(text: string, node: JsonNode): boolean {
  const [first] = node.children ?? []
  if (first !== undefined) return hasBreak(text, node.offset, first.offset)
  if (hasBreak(text, node.offset, node.offset + node.length)) return true
  // An empty one is spread like what it stands in.
  const around = holderOf(node)
  return around === undefined || isSpread(text, around)
}

/** Writes a value to stand behind a name, or in a list, that is indented so far. */
export function render(value: unknown, style: JsonStyle, spread: boolean, indent: string): string {
  if (!spread) return onOneLine(value, style.gap)
  return JSON.stringify(value, null, style.unit).split('\n').join(`${style.lineEnd}${indent}`)
}

function onOneLine(value: unknown, gap: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => onOneLine(item, gap)).join(`,${gap}`)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${gap}${onOneLine(member, gap)}`,
  )
  return members.length === 0 ? '{}' : `{${gap}${members.join(`,${gap}`)}${gap}}`
}

function unitOf(text: string, node: JsonNode | undefined): string | undefined {
  for (const child of node?.children ?? []) {
    if (node !== undefined && node.type !== 'property' && hasBreak(text, node.offset, child.offset)) {
      const outer = indentAt(text, node.offset)
      const inner = indentAt(text, child.offset)
      if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length)
    }
    const found = unitOf(text, child)
    if (found !== undefined) return found
  }
  return undefined
}

function gapOf(text: string, root: JsonNode | undefined): '' | ' ' {
  const [first] = root?.children ?? []
  return first?.colonOffset !== undefined && !/\s/.test(text.charAt(first.colonOffset + 1)) ? '' : ' '
}

function hasBreak(text: string, from: number, to: number): boolean {
  return /[\r\n]/.test(text.slice(from, to))
}
