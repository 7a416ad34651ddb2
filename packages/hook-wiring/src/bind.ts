import type { Binding } from './bindings.ts'
import { newItem } from './entry.ts'
import { addItem, addMember } from './json/edit.ts'
import { render, type Style } from './json/style.ts'
import type { Layout } from './layout.ts'
import { type Problem, problemAt } from './problem.ts'
import { kindOf, memberValue, type Settings } from './settings.ts'
import type { Step } from './step.ts'

/** The name of the hook where a host has hooks named. */
const HOOK_NAME = 'dos-hook'

/** The next step to an entry for a binding that has none: what is missing on the way to it, or the entry itself. */
export function bindStep(settings: Settings, style: Style, binding: Binding): Step | Problem {
  const { layout, text, root } = settings
  const change = `${binding.event}: binds dos-hook ${binding.words.join(' ')}`
  const item = newItem(layout, binding)
  const events = { [binding.event]: [item] }
  const name = holderName(layout)
  if (root === undefined) {
    const whole = { ...layout.stamp, ...(name === undefined ? events : { [name]: events }) }
    // A comment may go on to the end.
    const gap = text.trim() === '' || /[\r\n]\s*$/.test(text) ? '' : style.lineEnd
    return { text: `${text}${gap}${render(whole, style, true, '')}`, change }
  }
  const stamp = stampStep(settings, style)
  if (stamp !== undefined) return stamp
  const holder = name === undefined ? root : memberValue(root, name)
  if (holder === undefined) return { text: addMember(text, root, style, name ?? '', events), change }
  if (holder.type !== 'object') return misfit(text, holder, name ?? '', 'an object')
  const list = memberValue(holder, binding.event)
  if (list === undefined) return { text: addMember(text, holder, style, binding.event, [item]), change }
  if (list.type !== 'array') return misfit(text, list, binding.event, 'a list')
  return { text: addItem(text, list, style, item), change }
}

/**
 * Sees to what the file must say beside its hooks. It is added only where the file says nothing at all: hooks of others
 * that don't run for the lack of it would begin to.
 */
function stampStep({ layout, text, root }: Settings, style: Style): Step | Problem | undefined {
  for (const [name, wanted] of Object.entries(layout.stamp)) {
    const has = memberValue(root, name)
    if (root === undefined || has?.value === wanted) continue
    if (root.children?.length === 0) return { text: addMember(text, root, style, name, wanted) }
    const need = `${layout.title} reads this file only with "${name}": ${wanted}`
    return has === undefined
      ? problemAt(text, root.offset, `${need}, which is missing`)
      : problemAt(text, has.offset, `${need}, but it is ${JSON.stringify(has.value)}`)
  }
  return undefined
}

function holderName(layout: Layout): string | undefined {
  switch (layout.events) {
    case 'in-hooks':
      return 'hooks'
    case 'in-named':
      return HOOK_NAME
    case 'in-root':
      return undefined
  }
}

function misfit(text: string, node: Parameters<typeof kindOf>[0], name: string, wanted: string): Problem {
  return problemAt(text, node.offset, `"${name}" must be ${wanted}, but is ${kindOf(node)}`)
}
