import type { JsonNode } from './json/parse.ts'
import { type OwnCommand, readOwnCommand } from './own-command.ts'
import { eventHolders, memberValue, nameOf, type Settings } from './settings.ts'
import { splitWords } from './words.ts'

/** One handler of a settings file, with what it stands in. */
export interface Handler {
  readonly event: string
  readonly node: JsonNode
  /** The group around it, where handlers stand in groups. */
  readonly group: JsonNode | undefined
  /** The list it is an item of. */
  readonly list: JsonNode
  /** Its command as words: of a program with arguments as they are, of a command line as a shell would see them. */
  readonly words: readonly string[]
  /** What it says, where it runs this program. */
  readonly own: OwnCommand | undefined
}

/** Every handler that runs a command, in the order of the file. */
export function handlersOf(settings: Settings): readonly Handler[] {
  return eventHolders(settings).flatMap((holder) =>
    (holder.children ?? []).flatMap((member) => {
      const list = member.children?.[1]
      return list?.type === 'array' ? handlersIn(nameOf(member), list, settings.layout.grouped) : []
    }),
  )
}

function handlersIn(event: string, list: JsonNode, grouped: boolean): readonly Handler[] {
  return (list.children ?? []).flatMap((item) => {
    const inside = memberValue(item, 'hooks')
    if (inside?.type === 'array') {
      return (inside.children ?? []).flatMap((node) => handler(event, node, inside, item))
    }
    return grouped ? [] : handler(event, item, list, undefined)
  })
}

function handler(
  event: string,
  node: JsonNode,
  list: JsonNode,
  group: JsonNode | undefined,
): readonly Handler[] {
  const words = wordsOf(node)
  return words === undefined ? [] : [{ event, node, group, list, words, own: readOwnCommand(words) }]
}

/** The words of a handler's command. Copilot CLI takes `bash` for `command`, too. */
function wordsOf(node: JsonNode): readonly string[] | undefined {
  if (node.type !== 'object') return undefined
  const command: unknown = (memberValue(node, 'command') ?? memberValue(node, 'bash'))?.value
  if (typeof command !== 'string') return undefined
  const args = memberValue(node, 'args')
  return args?.type === 'array'
    ? [command, ...(args.children ?? []).map(({ value }) => String(value))]
    : splitWords(command)
}
