import type { HostName } from '@dos/hook-dialect'
import { getNodeValue } from 'jsonc-parser'
import { type JsonNode, parseJson } from './json/parse.ts'
import type { Layout } from './layout.ts'
import { BY_HAND, layoutOf } from './layouts/index.ts'
import { type Problem, problemAt } from './problem.ts'

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
    return refuse({ message: BY_HAND[host] ?? `the settings of ${host} are not known here` })
  }
  const mark = file.startsWith(MARK) ? MARK : ''
  if (mark !== '' && !layout.syntax.byteOrderMark) {
    return refuse({ line: 1, column: 1, message: `${layout.title} takes no byte order mark` })
  }
  const text = file.slice(mark.length)
  const parsed = parseJson(text, layout.syntax)
  if (!parsed.ok) return parsed
  const { root } = parsed
  if (root !== undefined && root.type !== 'object') {
    return refuse(problemAt(text, root.offset, `it must hold an object, but holds ${kindOf(root)}`))
  }
  const problem = findAmbiguity(text, layout, root)
  return problem === undefined ? { ok: true, settings: { layout, mark, text, root } } : refuse(problem)
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

/** The value of a member by its name: of several, the last, as JSON has it. */
export function memberValue(object: JsonNode | undefined, name: string): JsonNode | undefined {
  return object?.children?.findLast((member) => nameOf(member) === name)?.children?.[1]
}

/** The name of a member. */
export function nameOf(member: JsonNode): string {
  return String(member.children?.[0]?.value)
}

/** What kind of value stands somewhere, to be read behind "is". */
export function kindOf({ type, value }: JsonNode): string {
  switch (type) {
    case 'array':
      return 'a list'
    case 'object':
      return 'an object'
    case 'null':
      return 'null'
    case 'boolean':
      return String(value)
    default:
      return `a ${type}`
  }
}

/** The objects that hold lists of handlers by the name of an event. */
export function eventHolders({ layout, root }: Settings): readonly JsonNode[] {
  switch (layout.events) {
    case 'in-hooks':
      return [memberValue(root, 'hooks')].filter(isObject)
    case 'in-root':
      return [root].filter(isObject)
    case 'in-named':
      return (root?.children ?? []).map((member) => member.children?.[1]).filter(isObject)
  }
}

function findAmbiguity(text: string, layout: Layout, root: JsonNode | undefined): Problem | undefined {
  const twice = findTwice(root)
  if (twice !== undefined && (layout.events !== 'in-hooks' || nameOf(twice) === 'hooks')) {
    return problemAt(text, twice.offset, `"${nameOf(twice)}" is there twice, and only one of them counts`)
  }
  if (layout.events === 'in-hooks') {
    const hooks = memberValue(root, 'hooks')
    if (hooks !== undefined && hooks.type !== 'object') {
      return problemAt(text, hooks.offset, `"hooks" must be an object, but is ${kindOf(hooks)}`)
    }
  }
  const settings = { layout, mark: '', text, root }
  for (const holder of eventHolders(settings)) {
    const event = findTwice(holder)
    if (event === undefined) continue
    return problemAt(text, event.offset, `"${nameOf(event)}" is there twice, and only one of them counts`)
  }
  return undefined
}

/** The second member of a name that is there before. */
function findTwice(object: JsonNode | undefined): JsonNode | undefined {
  const seen = new Set<string>()
  for (const member of object?.children ?? []) {
    if (seen.has(nameOf(member))) return member
    seen.add(nameOf(member))
  }
  return undefined
}

function isObject(node: JsonNode | undefined): node is JsonNode {
  return node?.type === 'object'
}

function refuse(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem }
}
