import type { HostName } from '@dos/hook-dialect'
import { applyCuts, type Cut, removeChild } from '../json/edit.ts'
import { childOf, endOf, holderOf, type JsonNode, memberValue, nameOf } from '../json/nodes.ts'
import { isComment, tokensFrom } from '../json/tokens.ts'
import { handlersOf, readSettings, type Settings } from './settings.ts'
import { type Edit, type Step, stepThrough } from './step.ts'

/**
 * Takes every entry of this program's out of a settings file, with the groups, lists and objects that are left empty by
 * that; everything else keeps every byte. Commands that do more than to run this program stay.
 *
 * @param file - the whole text, a byte order mark included
 * @param was - the text before `wire`, where it is known: what was empty in it stays, with the room in it, so that the
 * very bytes come back where nobody else has changed the file
 */
export function unwire(host: HostName, file: string, was?: string): Edit {
  const reading = readSettings(host, file)
  if (!reading.ok) return reading
  const before = emptyBefore(host, was)
  const edit = stepThrough(reading.settings, (settings) => nextStep(settings, before))
  if (!edit.ok || !edit.changed) return edit
  const left = readSettings(host, edit.text)
  if (!left.ok) return left
  const text = left.settings.mark + withoutVersion(left.settings, before)
  // Where there was no object in the file, one that is empty is of no use to anybody.
  const isBare = was !== undefined && text.startsWith(was) && /^\s*\{\}\s*$/.test(text.slice(was.length))
  return { ...edit, text: isBare ? was : text }
}

function nextStep(settings: Settings, before: EmptyBefore): Step | undefined {
  const handler = handlersOf(settings).find(({ own }) => own?.plain)
  if (handler === undefined) return undefined
  return {
    cuts: removeHandler(settings.text, handler.node, before),
    change: `${handler.event}: takes out dos-hook ${handler.own?.verb}`,
  }
}

/** The version that a host wants said beside hooks is of no use without any. */
function withoutVersion({ layout, text, root }: Settings, before: EmptyBefore): string {
  const [member, ...others] = root?.children ?? []
  if (root === undefined || member === undefined || others.length > 0) return text
  if (layout.version === undefined || nameOf(member) !== 'version') return text
  return applyCuts(text, removeChild(text, root, 0, before(root)))
}

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
