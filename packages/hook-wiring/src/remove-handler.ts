import type { HostName } from '@dos/hook-dialect'
import type { Handler } from './handlers.ts'
import { removeChild } from './json/edit.ts'
import type { JsonNode } from './json/parse.ts'
import { tokensFrom } from './json/tokens.ts'
import { memberValue, nameOf, readSettings } from './settings.ts'

/** What stood between the brackets of a list or an object that was empty before; `undefined` of any other. */
export type EmptyBefore = (names: readonly string[]) => string | undefined

/**
 * Takes a handler out, and with it what is left empty by that: its group, the list of its event, and what holds the
 * lists; but never the file's own object, nothing in which there is a comment, and nothing that was empty before.
 */
export function removeHandler(text: string, { node }: Pick<Handler, 'node'>, before: EmptyBefore): string {
  let gone = node
  for (
    let next = nextEmpty(text, gone);
    next !== undefined && roomBefore(next, before) === undefined;
    next = nextEmpty(text, gone)
  )
    gone = next
  const child = childOf(gone)
  const siblings = child.parent?.children ?? []
  return child.parent === undefined ? text : removeLast(text, child.parent, siblings.indexOf(child), before)
}

/** Takes a child out; what is left empty by that, and was so before, gets back the room it had. */
export function removeLast(text: string, parent: JsonNode, index: number, before: EmptyBefore): string {
  const left = removeChild(text, parent, index)
  const room = roomBefore(parent, before)
  const from = parent.offset + 1
  if (room === undefined) return left
  for (const { kind, offset } of tokensFrom(left, from)) {
    if (/blank|break|comment/.test(kind)) continue
    // Comments in it are of somebody, and may have changed.
    const isAsBefore = kind === 'close' && left.slice(from, offset).trim() === room.trim()
    return isAsBefore ? left.slice(0, from) + room + left.slice(offset) : left
  }
  return left
}

/** Knows what was empty in a settings file as it was, by the names of the members that lead there. */
export function emptyBefore(host: HostName, was: string | undefined): EmptyBefore {
  const reading = was === undefined ? undefined : readSettings(host, was)
  if (!reading?.ok) return () => undefined
  const { text, root } = reading.settings
  return (names) => {
    const node = names.reduce(memberValue, root)
    const isHolder = node?.type === 'object' || node?.type === 'array'
    if (node === undefined || !isHolder || node.children?.length) return undefined
    return text.slice(node.offset + 1, node.offset + node.length - 1)
  }
}

function roomBefore(node: JsonNode, before: EmptyBefore): string | undefined {
  return holderOf(node)?.type === 'array' ? undefined : before(namesOf(node))
}

/** The names of the members that lead to a value. */
function namesOf(node: JsonNode): readonly string[] {
  const around = holderOf(node)
  return around === undefined ? [] : [...namesOf(around), nameOf(childOf(node))]
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
