import { dialectOf, type HostName } from '@dos/hook-dialect'
import { addItem, addMember } from '../json/edit.ts'
import { memberValue } from '../json/nodes.ts'
import { type Problem, problemAt } from '../json/problem.ts'
import { type JsonStyle, render, styleOf } from '../json/style.ts'
import { type Binding, DEFAULT_TIMEOUT_SECONDS, newItem } from './bindings.ts'
import { type Handler, handlersOf, misfit, readSettings, type Settings } from './settings.ts'
import { type Edit, type Step, stepThrough } from './step.ts'
import { type EmptyBefore, emptyBefore, removeHandler } from './unwire.ts'
import { flagsOf, updateStep } from './update.ts'

/** What the steps to one wiring have in common. */
interface Wiring {
  readonly bindings: readonly Binding[]
  readonly style: JsonStyle
  readonly before: EmptyBefore
}

/**
 * Binds hooks in a settings file, so that afterwards this program's entries are the given ones: those that are there
 * are brought up to date where they stand, those that are missing are added behind all others, those that are not
 * among them are taken out. Everything else keeps every byte.
 *
 * What a person has added to an entry stays: further flags, further members, a longer timeout. Only an `if` goes,
 * because the hook would never run. A command that does more than to run this program is left alone and counts as
 * bound; an entry that only zeroes a streak stays bound and is brought up to date.
 *
 * @param file - the whole text, a byte order mark included; `undefined` where there is no file yet
 * @param was - the text before the first `wire`, where it is known: what was empty in it stays where an entry is taken out
 */
export function wire(
  host: HostName,
  file: string | undefined,
  bindings: readonly Binding[],
  was?: string,
): Edit {
  const reading = readSettings(host, file ?? '')
  if (!reading.ok) return reading
  const { text, root } = reading.settings
  const wiring = { bindings, style: styleOf(text, root), before: emptyBefore(host, was) }
  const edit = stepThrough(reading.settings, (settings) => nextStep(settings, wiring))
  // A new file ends its last line; of one that was empty it isn't known.
  return edit.ok && file === undefined && edit.changed ? { ...edit, text: `${edit.text}\n` } : edit
}

function nextStep(settings: Settings, wiring: Wiring): Step | Problem | undefined {
  const handlers = handlersOf(settings)
  const bound = new Set<Handler>()
  for (const binding of wiring.bindings) {
    const [first, ...more] = handlers.filter((handler) => isFor(settings, handler, binding))
    if (first === undefined) return bindStep(settings, wiring.style, binding)
    bound.add(first)
    const update = updateStep(settings, wiring.style, first, binding)
    if (update !== undefined) return update
    const twice = more.find(({ own }) => own?.plain)
    if (twice !== undefined) return takeOut(settings, wiring, twice, 'which was there twice')
  }
  for (const handler of handlers) {
    const step = bound.has(handler) ? undefined : leftOver(settings, wiring, handler)
    if (step !== undefined) return step
  }
  return undefined
}

function isFor({ layout }: Settings, { event, own }: Handler, binding: Binding): boolean {
  const name = layout.otherNames?.[event] ?? event
  return name === binding.event && own?.verb === binding.words[0] && !own.flags.includes('--reset')
}

/** What to do about an entry of this program's that nothing asks for. */
function leftOver(settings: Settings, wiring: Wiring, handler: Handler): Step | undefined {
  const { own, event } = handler
  const [binding] = wiring.bindings
  if (own === undefined || !own.plain || binding === undefined) return undefined
  if (own.verb !== 'marker') return takeOut(settings, wiring, handler, 'which is not asked for')
  const words: Binding['words'] = [own.verb, ...flagsOf(own.flags, true)]
  const timeoutSeconds = DEFAULT_TIMEOUT_SECONDS
  return updateStep(settings, wiring.style, handler, { ...binding, event, words, timeoutSeconds })
}

function takeOut({ text }: Settings, { before }: Wiring, { event, node, own }: Handler, why: string): Step {
  return {
    cuts: removeHandler(text, node, before),
    change: `${event}: takes out dos-hook ${own?.verb}, ${why}`,
  }
}

/** The next step to an entry for a binding that has none: what is missing on the way to it, or the entry itself. */
function bindStep(settings: Settings, style: JsonStyle, binding: Binding): Step | Problem {
  const { layout, text, root } = settings
  const { event } = binding
  const change = `${event}: binds dos-hook ${binding.words.join(' ')}`
  const item = newItem(layout, binding)
  const name = HOLDERS[layout.events]
  if (root === undefined) {
    const events = { [event]: [item] }
    const version = layout.version === undefined ? {} : { version: layout.version }
    const whole = { ...version, ...(name === undefined ? events : { [name]: events }) }
    // A comment may go on to the end.
    const gap = text.trim() === '' || /[\r\n]\s*$/.test(text) ? '' : style.lineEnd
    const put = gap + render(whole, style, true, '')
    return { cuts: [{ from: text.length, to: text.length, put }], change }
  }
  const version = versionStep(settings, style)
  if (version !== undefined) return version
  const holder = name === undefined ? root : memberValue(root, name)
  if (holder === undefined) {
    return { cuts: [addMember(text, root, style, name ?? '', { [event]: [item] })], change }
  }
  if (holder.type !== 'object') return misfit(text, holder, name ?? '', 'an object')
  const list = memberValue(holder, event)
  if (list === undefined) return { cuts: [addMember(text, holder, style, event, [item])], change }
  if (list.type !== 'array') return misfit(text, list, event, 'a list')
  return { cuts: [addItem(text, list, style, item)], change }
}

/** The member of the file that holds the events; of hooks that have names, ours. */
const HOLDERS = { 'in-hooks': 'hooks', 'in-named': 'dos-hook', 'in-root': undefined } as const

/**
 * Sees to the version that the file must have. It is added only where the file says nothing at all: hooks of others
 * that don't run for the lack of it would begin to.
 */
function versionStep({ layout, text, root }: Settings, style: JsonStyle): Step | Problem | undefined {
  const { version, host } = layout
  const has = memberValue(root, 'version')
  if (root === undefined || version === undefined || has?.value === version) return undefined
  if (root.children?.length === 0) return { cuts: [addMember(text, root, style, 'version', version)] }
  const need = `${dialectOf(host).title} reads this file only with "version": ${version}`
  return has === undefined
    ? problemAt(text, root.offset, `${need}, which is missing`)
    : problemAt(text, has.offset, `${need}, but it is ${JSON.stringify(has.value)}`)
}
