import type { HostName } from '@dos/hook-dialect'
import { type Cut, removeChild } from '../json/edit.ts'
import { childOf, endOf, holderOf, type JsonNode, memberValue, nameOf } from '../json/nodes.ts'
import { isComment, tokensFrom } from '../json/tokens.ts'
import { readSettings } from './settings.ts'

/** What stood between the brackets of a list or an object that was empty before; `undefined` of any other. */
export type EmptyBefore = (node: JsonNode) => string | undefined

/**
 * Takes a handler out, and with it what is left empty by that: its group, the list of its event, and what holds the
 * lists; but never the file's own object, nothing in which there is a comment, and nothing that was empty before.
 */
export function removeHandler(text: string, handler: JsonNode, before: EmptyBefore): readonly Cut[] {
  let gone = handler
  let next = nextEmpty(text, gone)
  while (next !== undefined && before(next) === undefined) {
    gone = next
    next = nextEmpty(text, gone)
  }
  const child = childOf(gone)
  const holder = child.parent
  if (holder === undefined) return []
  return removeChild(text, holder, holder.children?.indexOf(child) ?? -1, before(holder))
}

/** Knows what was empty in a settings file as it was, by the names of the members that lead there. */
export function emptyBefore(host: HostName, was: string | undefined): EmptyBefore {
  const reading = was === undefined ? undefined : readSettings(host, was)
  if (!reading?.ok) return () => undefined
  const { text, root } = reading.settings
  return (now) => {
    const node = holderOf(now)?.type === 'array' ? undefined : namesOf(now).reduce(memberValue, root)
    const isHolder = node?.type === 'object' || node?.type === 'array'
    if (node === undefined || !isHolder || node.children?.length) return undefined
    return text.slice(node.offset + 1, endOf(node) - 1)
  }
}

/** The names of the members that lead to a value. */
function namesOf(node: JsonNode): readonly string[] {
  const around = holderOf(node)
  return around === undefined ? [] : [...namesOf(around), nameOf(childOf(node))]
}

/** What is left empty where a value goes. A group without handlers is for nothing, so the two go together or stay. */
function nextEmpty(text: string, gone: JsonNode): JsonNode | undefined {
  const around = holderOf(gone)
  if (around?.parent === undefined || around.children?.length !== 1) return undefined
  const holder = holderOf(around)
  const isOfGroup = around.parent.type === 'property' && holder?.parent?.type === 'array'
  const empty = isOfGroup ? holder : around
  return hasComment(text, childOf(empty), childOf(gone)) ? undefined : empty
}

/** Whether there is a comment in something, but outside one thing in it. */
function hasComment(text: string, whole: JsonNode, part: JsonNode): boolean {
  for (const token of tokensFrom(text, whole.offset)) {
    if (token.offset >= endOf(whole)) return false
    const isInside = token.offset >= part.offset && token.offset < endOf(part)
    if (isComment(token) && !isInside) return true
  }
  return false
}
