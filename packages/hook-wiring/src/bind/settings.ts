import { dialectOf, type HostName } from '@dos/hook-dialect'
import { getNodeValue } from 'jsonc-parser'
import { type JsonNode, kindOf, memberValue, nameOf } from '../json/nodes.ts'
import { parseJson } from '../json/parse.ts'
import { type Problem, problemAt } from '../json/problem.ts'
import type { Layout } from '../layouts/layout.ts'
import { handWork, layoutOf } from '../layouts/locate.ts'
import { type OwnCommand, readOwnCommand } from './own-command.ts'
import { splitWords } from './words.ts'

/** A settings file as its host reads it. */
export interface Settings {
  readonly layout: Layout
  /** The byte order mark, where there is one. */
  readonly mark: string
  /** All the rest. */
  readonly text: string
  /** An object; `undefined` where the file is empty but for blanks and comments. */
  readonly root: JsonNode | undefined
}

/** A settings file, or why nothing can be done with it. */
export type SettingsReading =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problem: Problem }

const MARK = '\uFEFF'

/** Reads a settings file. What its host wouldn't take, or what could be meant in two ways, is a problem. */
export function readSettings(host: HostName, file: string): SettingsReading {
  const layout = layoutOf(host)
  if (layout === undefined) {
    return refuse({ message: handWork(host) ?? `the settings of ${host} are not known here` })
  }
  const mark = file.startsWith(MARK) ? MARK : ''
  if (mark !== '' && !layout.byteOrderMark) {
    return refuse({ line: 1, column: 1, message: `${dialectOf(host).title} takes no byte order mark` })
  }
  const text = file.slice(mark.length)
  const parsed = parseJson(text, layout.comments === true)
  if (!parsed.ok) return parsed
  const { root } = parsed
  if (root !== undefined && root.type !== 'object') {
    return refuse(problemAt(text, root.offset, `it must hold an object, but holds ${kindOf(root)}`))
  }
  const settings = { layout, mark, text, root }
  const problem = findAmbiguity(settings)
  return problem === undefined ? { ok: true, settings } : refuse(problem)
}

/**
 * All of a settings file as its host reads it, comments left out; `undefined` where `inspect` refuses it, or it is empty.
 *
 * @param file - the whole text, a byte order mark included
 */
export function settingsValue(host: HostName, file: string): unknown {
  const reading = readSettings(host, file)
  const root = reading.ok ? reading.settings.root : undefined
  return root === undefined ? undefined : getNodeValue(root)
}

/** A problem about a value that is of another kind than it must be. */
export function misfit(text: string, node: JsonNode, name: string, wanted: string): Problem {
  return problemAt(text, node.offset, `"${name}" must be ${wanted}, but is ${kindOf(node)}`)
}

function findAmbiguity(settings: Settings): Problem | undefined {
  const { layout, text, root } = settings
  const inHooks = layout.events === 'in-hooks'
  const twice =
    findTwice(root, inHooks ? 'hooks' : undefined) ??
    eventHolders(settings)
      .map((holder) => findTwice(holder))
      .find((found) => found !== undefined)
  if (twice !== undefined) {
    return problemAt(text, twice.offset, `"${nameOf(twice)}" is there twice, and only one of them counts`)
  }
  const hooks = inHooks ? memberValue(root, 'hooks') : undefined
  return hooks === undefined || isObject(hooks) ? undefined : misfit(text, hooks, 'hooks', 'an object')
}

/** The second member of a name that is there before; where one name is asked for, of that. */
function findTwice(object: JsonNode | undefined, only?: string): JsonNode | undefined {
  const seen = new Set<string>()
  return object?.children?.find((member) => {
    const name = nameOf(member)
    if (seen.has(name)) return only === undefined || name === only
    seen.add(name)
    return false
  })
}

/** The objects that hold lists of handlers by the name of an event. */
function eventHolders({ layout, root }: Settings): readonly JsonNode[] {
  switch (layout.events) {
    case 'in-hooks':
      return [memberValue(root, 'hooks')].filter(isObject)
    case 'in-root':
      return [root].filter(isObject)
    case 'in-named':
      return (root?.children ?? []).map((member) => member.children?.[1]).filter(isObject)
  }
}

/** One handler of a settings file. */
export interface Handler {
  readonly event: string
  readonly node: JsonNode
  /** The group around it, where handlers stand in groups. */
  readonly group: JsonNode | undefined
  /** Its command as words: of a program with arguments as they are, of a command line as a shell would see them. */
  readonly words: readonly string[]
  /** What it says, where it runs this program. */
  readonly own: OwnCommand | undefined
}

/** Every handler that runs a command, in the order of the file. */
export function handlersOf(settings: Settings): readonly Handler[] {
  const events = eventHolders(settings).flatMap((holder) => holder.children ?? [])
  return events.flatMap((member) =>
    itemsOf(member.children?.[1]).flatMap((item) => {
      const inGroup = memberValue(item, 'hooks')
      if (inGroup?.type === 'array') {
        return itemsOf(inGroup).flatMap((node) => readHandler(nameOf(member), node, item))
      }
      return settings.layout.grouped ? [] : readHandler(nameOf(member), item, undefined)
    }),
  )
}

function readHandler(event: string, node: JsonNode, group: JsonNode | undefined): readonly Handler[] {
  const words = wordsOf(node)
  return words === undefined ? [] : [{ event, node, group, words, own: readOwnCommand(words) }]
}

/** The words of a handler's command. Copilot CLI takes `bash` for `command`, too. */
function wordsOf(node: JsonNode): readonly string[] | undefined {
  if (!isObject(node)) return undefined
  const command: unknown = commandNode(node)?.value
  if (typeof command !== 'string') return undefined
  const args = memberValue(node, 'args')
  return args?.type === 'array'
    ? [command, ...itemsOf(args).map(({ value }) => String(value))]
    : splitWords(command)
}

/** The value that says what a handler runs. */
export function commandNode(handler: JsonNode): JsonNode | undefined {
  return memberValue(handler, 'command') ?? memberValue(handler, 'bash')
}

function itemsOf(list: JsonNode | undefined): readonly JsonNode[] {
  return list?.type === 'array' ? (list.children ?? []) : []
}

function isObject(node: JsonNode | undefined): node is JsonNode {
  return node?.type === 'object'
}

function refuse(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem }
}
