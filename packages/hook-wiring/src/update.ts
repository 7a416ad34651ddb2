import type { Binding } from './bindings.ts'
import { type CommandMembers, commandMembers, timeoutNumber } from './entry.ts'
import type { Handler } from './handlers.ts'
import { timeoutOf } from './inspect.ts'
import { addMember, removeChild, replaceValue } from './json/edit.ts'
import { type JsonNode, nodeFrom, reparse } from './json/parse.ts'
import type { Style } from './json/style.ts'
import { memberValue, nameOf, type Settings } from './settings.ts'
import type { Step } from './step.ts'

/**
 * The next step to bring an entry of this program's up to date where it stands. Flags and members that a binding has no
 * say in stay, and so does a longer timeout.
 */
export function updateStep(
  settings: Settings,
  style: Style,
  handler: Handler,
  binding: Binding,
): Step | undefined {
  const { layout, text } = settings
  const { node, own, event } = handler
  if (own === undefined || !own.plain) return undefined
  const words = [...binding.command, ...binding.words, ...flagsOf(own.flags, false)]
  const wanted = commandMembers(layout, words)
  const sameForm = (memberValue(node, 'args') === undefined) === (wanted.args === undefined)
  if (!sameForm || !sameWords(handler.words, words)) {
    return {
      text: putCommand(text, node, style, wanted),
      change: `${event}: brings dos-hook ${own.verb} up to date${aboutLoop(own.flags, binding.words)}`,
    }
  }
  if (memberValue(node, 'if') !== undefined) {
    return {
      text: without(text, node, 'if'),
      change: `${event}: takes the "if" off dos-hook ${own.verb}, with which it would never run`,
    }
  }
  return timeoutStep(settings, style, handler, binding.timeoutSeconds)
}

/** The one flag whose coming and going has to be said. */
function aboutLoop(had: readonly string[], words: readonly string[]): string {
  const has = words.includes('--loop')
  if (had.includes('--loop') === has) return ''
  return has ? ', now with --loop' : ', now without --loop'
}

/** The flags of an entry that bindings decide about, or all others. */
export function flagsOf(flags: readonly string[], decided: boolean): readonly string[] {
  return flags.filter((flag, at) => {
    const isDecided =
      flag === '--loop' ||
      flag === '--dialect' ||
      flag.startsWith('--dialect=') ||
      flags[at - 1] === '--dialect'
    return isDecided === decided
  })
}

/** Puts a command in the place of a handler's. All at once: half of it could not be told to be this program's. */
function putCommand(
  text: string,
  handler: JsonNode,
  style: Style,
  { command, args }: CommandMembers,
): string {
  const line = memberValue(handler, 'command') ?? memberValue(handler, 'bash')
  if (line === undefined) throw new Error('a handler without a command was taken for one with')
  const put = replaceValue(text, line, style, command)
  // Only what is inside it has moved.
  const moved = nodeFrom(reparse(put), handler.offset)
  if (moved === undefined) throw new Error('a handler is gone where it was')
  const there = memberValue(moved, 'args')
  if (args === undefined) return there === undefined ? put : without(put, moved, 'args')
  return there === undefined
    ? addMember(put, moved, style, 'args', args)
    : replaceValue(put, there, style, args)
}

function timeoutStep(
  { layout, text }: Settings,
  style: Style,
  { node, event, own }: Handler,
  seconds: number,
): Step | undefined {
  const has = timeoutOf(layout, node)
  if (has !== undefined && has >= seconds) return undefined
  const { key } = layout.timeout
  const number = timeoutNumber(layout, seconds)
  const there = memberValue(node, key)
  return {
    text:
      there === undefined
        ? addMember(text, node, style, key, number)
        : replaceValue(text, there, style, number),
    change: `${event}: lets dos-hook ${own?.verb} take ${seconds} s`,
  }
}

function without(text: string, object: JsonNode, name: string): string {
  return removeChild(
    text,
    object,
    (object.children ?? []).findLastIndex((member) => nameOf(member) === name),
  )
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, at) => word === b[at])
}
