import { addMember, type Cut, removeChild, replaceValue } from '../json/edit.ts'
import { type JsonNode, memberValue, nameOf } from '../json/nodes.ts'
import type { JsonStyle } from '../json/style.ts'
import type { Layout } from '../layouts/layout.ts'
import { type Binding, commandMembers, unitsPerSecond } from './bindings.ts'
import { commandNode, type Handler, type Settings } from './settings.ts'
import type { Step } from './step.ts'

/**
 * The next step to bring an entry of this program's up to date where it stands. Flags and members that a binding has no
 * say in stay, and so does a longer timeout.
 */
export function updateStep(
  { layout, text }: Settings,
  style: JsonStyle,
  { node, own, event, words: had }: Handler,
  binding: Binding,
): Step | undefined {
  if (own === undefined || !own.plain) return undefined
  const put = (name: string, value: unknown): readonly Cut[] => {
    const there = memberValue(node, name)
    if (value === undefined) return there === undefined ? [] : removeMember(text, node, name)
    return [there ? replaceValue(text, there, style, value) : addMember(text, node, style, name, value)]
  }
  const words = [...binding.command, ...binding.words, ...flagsOf(own.flags, false)]
  const { command, args } = commandMembers(layout, words)
  const sameForm = (memberValue(node, 'args') === undefined) === (args === undefined)
  const line = commandNode(node)
  if (line !== undefined && (!sameForm || !isSame(had, words))) {
    return {
      // All at once: half of it could not be told to be this program's.
      cuts: [replaceValue(text, line, style, command), ...put('args', args)],
      change: `${event}: brings dos-hook ${own.verb} up to date${aboutLoop(own.flags, binding.words)}`,
    }
  }
  if (memberValue(node, 'if') !== undefined) {
    return {
      cuts: put('if', undefined),
      change: `${event}: takes the "if" off dos-hook ${own.verb}, with which it would never run`,
    }
  }
  const seconds = timeoutOf(layout, node)
  if (seconds !== undefined && seconds >= binding.timeoutSeconds) return undefined
  return {
    cuts: put(layout.timeoutKey ?? 'timeout', binding.timeoutSeconds * unitsPerSecond(layout)),
    change: `${event}: lets dos-hook ${own.verb} take ${binding.timeoutSeconds} s`,
  }
}

/** The timeout of a handler in seconds, where it has one. */
export function timeoutOf(layout: Layout, handler: JsonNode): number | undefined {
  const value: unknown = memberValue(handler, layout.timeoutKey ?? 'timeout')?.value
  return typeof value === 'number' ? value / unitsPerSecond(layout) : undefined
}

/** The flags of an entry that bindings decide about, or all others. */
export function flagsOf(flags: readonly string[], decided: boolean): readonly string[] {
  return flags.filter((flag, at) => {
    const isDecided = /^--(loop$|dialect$|dialect=)/.test(flag) || flags[at - 1] === '--dialect'
    return isDecided === decided
  })
}

/** The one flag whose coming and going has to be said. */
function aboutLoop(had: readonly string[], words: readonly string[]): string {
  const has = words.includes('--loop')
  if (had.includes('--loop') === has) return ''
  return has ? ', now with --loop' : ', now without --loop'
}

function removeMember(text: string, object: JsonNode, name: string): readonly Cut[] {
  const index = (object.children ?? []).findLastIndex((member) => nameOf(member) === name)
  return removeChild(text, object, index)
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, at) => word === b[at])
}
