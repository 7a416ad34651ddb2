import type { Handler } from './handlers.ts'
import { removeChild } from './json/edit.ts'
import type { JsonNode } from './json/parse.ts'
import { tokensFrom } from './json/tokens.ts'

/**
 * Takes a handler out, and with it what is left empty by that: its group, the list of its event, and what holds the
 * lists; but never the file's own object, and nothing in which there is a comment.
 */
export function removeHandler(text: string, { node }: Pick<Handler, 'node'>): string {
  let gone = node
  for (let next = nextEmpty(text, gone); next !== undefined; next = nextEmpty(text, gone)) gone = next
  const child = childOf(gone)
  const siblings = child.parent?.children ?? []
  return child.parent === undefined ? text : removeChild(text, child.parent, siblings.indexOf(child))
}

/** The list or object that a value stands in. */
function holderOf(node: JsonNode): JsonNode | undefined {
  return childOf(node).parent
}

/** A value as what it stands in has it: by itself, or with its name. */
function childOf(node: JsonNode): JsonNode {
  return node.parent?.type === 'property' ? node.parent : node
}

/** What is left empty where a value goes. A group without handlers is for nothing, so the two go together or stay. */
function nextEmpty(text: string, gone: JsonNode): JsonNode | undefined {
  const around = holderOf(gone)
  if (around?.parent === undefined || around.children?.length !== 1) return undefined
  const isOfGroup = around.parent.type === 'property' && around.parent.parent?.parent?.type === 'array'
  const empty = isOfGroup ? around.parent.parent : around
  return hasComment(text, childOf(empty), childOf(gone)) ? undefined : empty
}

/** Whether there is a comment in something, but outside one thing in it. */
function hasComment(text: string, whole: JsonNode, part: JsonNode): boolean {
  for (const { kind, offset } of tokensFrom(text, whole.offset)) {
    if (offset >= whole.offset + whole.length) return false
    const isInside = offset >= part.offset && offset < part.offset + part.length
    if (kind.endsWith('comment') && !isInside) return true
  }
  return false
}
