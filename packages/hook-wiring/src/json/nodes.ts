import type { Node } from 'jsonc-parser'

/** A node of a JSON text, with its place. */
export type JsonNode = Node

/** Where a node ends. */
export function endOf({ offset, length }: JsonNode): number {
  return offset + length
}

/** The value of a member by its name: of several, the last, as JSON has it. */
export function memberValue(object: JsonNode | undefined, name: string): JsonNode | undefined {
  return object?.children?.findLast((member) => nameOf(member) === name)?.children?.[1]
}

/** The name of a member. */
export function nameOf(member: JsonNode): string {
  return String(member.children?.[0]?.value)
}

/** A value as the list or object around it has it: by itself, or as a member with its name. */
export function childOf(node: JsonNode): JsonNode {
  return node.parent?.type === 'property' ? node.parent : node
}

/** The list or object that a value stands in. */
export function holderOf(node: JsonNode): JsonNode | undefined {
  return childOf(node).parent
}

const KINDS: Readonly<Partial<Record<JsonNode['type'], string>>> = {
  array: 'a list',
  object: 'an object',
  null: 'null',
}

/** What kind of value stands somewhere, to be read behind "is". */
export function kindOf({ type, value }: JsonNode): string {
  return type === 'boolean' ? String(value) : (KINDS[type] ?? `a ${type}`)
}
