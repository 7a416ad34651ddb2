import type { Handler } from './handlers.ts'
import { removeChild } from './json/edit.ts'
import type { JsonNode } from './json/parse.ts'

/**
 * Takes a handler out, and with it what is left empty by that: its group, the list of its event, and what holds the
 * lists; but never the file's own object.
 */
export function removeHandler(text: string, { node }: Pick<Handler, 'node'>): string {
  let gone = node
  for (let around = holderOf(gone); around !== undefined; around = holderOf(gone)) {
    if (!isLeftEmpty(around, gone)) break
    if (around.parent === undefined) break
    gone = around
  }
  const child = gone.parent?.type === 'property' ? gone.parent : gone
  const parent = child.parent
  if (parent === undefined) return text
  return removeChild(text, parent, (parent.children ?? []).indexOf(child))
}

/** The list or object that a value stands in. */
function holderOf(node: JsonNode): JsonNode | undefined {
  return node.parent?.type === 'property' ? node.parent.parent : node.parent
}

/** Whether nothing of use is left without one value: a group without handlers is for nothing, whatever it matches. */
function isLeftEmpty(around: JsonNode, gone: JsonNode): boolean {
  const isGroup =
    around.type === 'object' && gone.type === 'array' && gone.parent?.children?.[0]?.value === 'hooks'
  return isGroup || around.children?.length === 1
}
