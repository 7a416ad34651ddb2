import type { HostName } from '@dos/hook-dialect'
import { bindStep } from './bind.ts'
import { type Binding, DEFAULT_TIMEOUT_SECONDS } from './bindings.ts'
import { type Handler, handlersOf } from './handlers.ts'
import type { Style } from './json/style.ts'
import type { Layout } from './layout.ts'
import type { Problem } from './problem.ts'
import { type EmptyBefore, emptyBefore, removeHandler } from './remove-handler.ts'
import { readSettings, type Settings } from './settings.ts'
import { type Edit, type Step, stepThrough } from './step.ts'
import { flagsOf, updateStep } from './update.ts'

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
  const before = emptyBefore(host, was)
  const edit = stepThrough(reading.settings, (settings, style) => nextStep(settings, style, bindings, before))
  // A new file ends its last line; of one that was empty it isn't known.
  return edit.ok && file === undefined && edit.changed ? { ...edit, text: `${edit.text}\n` } : edit
}

function nextStep(
  settings: Settings,
  style: Style,
  bindings: readonly Binding[],
  before: EmptyBefore,
): Step | Problem | undefined {
  const handlers = handlersOf(settings)
  const bound = new Set<Handler>()
  for (const binding of bindings) {
    const [first, ...more] = handlers.filter((handler) => isFor(settings.layout, handler, binding))
    if (first === undefined) return bindStep(settings, style, binding)
    bound.add(first)
    const update = updateStep(settings, style, first, binding)
    if (update !== undefined) return update
    const twice = more.find(({ own }) => own?.plain)
    if (twice !== undefined) return takeOut(settings, twice, before, 'which was there twice')
  }
  for (const handler of handlers) {
    const step = bound.has(handler) ? undefined : leftOver(settings, style, handler, bindings, before)
    if (step !== undefined) return step
  }
  return undefined
}

function isFor({ otherNames = {} }: Layout, { event, own }: Handler, binding: Binding): boolean {
  const name = otherNames[event] ?? event
  return name === binding.event && own?.verb === binding.words[0] && !own.flags.includes('--reset')
}

/** What to do about an entry of this program's that nothing asks for. */
function leftOver(
  settings: Settings,
  style: Style,
  handler: Handler,
  [binding]: readonly Binding[],
  before: EmptyBefore,
): Step | undefined {
  const { own, event } = handler
  if (own === undefined || !own.plain || binding === undefined) return undefined
  if (own.verb !== 'marker') return takeOut(settings, handler, before, 'which is not asked for')
  const words: Binding['words'] = [own.verb, ...flagsOf(own.flags, true)]
  return updateStep(settings, style, handler, {
    ...binding,
    event,
    words,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
  })
}

function takeOut({ text }: Settings, handler: Handler, before: EmptyBefore, why: string): Step {
  return {
    text: removeHandler(text, handler, before),
    change: `${handler.event}: takes out dos-hook ${handler.own?.verb}, ${why}`,
  }
}
