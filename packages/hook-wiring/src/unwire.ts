import type { HostName } from '@dos/hook-dialect'
import { handlersOf } from './handlers.ts'
import { type EmptyBefore, emptyBefore, removeHandler, removeLast } from './remove-handler.ts'
import { nameOf, readSettings, type Settings } from './settings.ts'
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
  const text = left.settings.mark + withoutStamp(left.settings, before)
  // Where there was no object in the file, one that is empty is of no use to anybody.
  const isBare = was !== undefined && text.startsWith(was) && /^\s*\{\}\s*$/.test(text.slice(was.length))
  return { ...edit, text: isBare ? was : text }
}

function nextStep(settings: Settings, before: EmptyBefore): Step | undefined {
  const handler = handlersOf(settings).find(({ own }) => own?.plain)
  if (handler === undefined) return undefined
  return {
    text: removeHandler(settings.text, handler, before),
    change: `${handler.event}: takes out dos-hook ${handler.own?.verb}`,
  }
}

/** What a host wants said beside hooks is of no use without any. */
function withoutStamp({ layout, text, root }: Settings, before: EmptyBefore): string {
  const members = root?.children ?? []
  const names = Object.keys(layout.stamp)
  if (root === undefined || names.length === 0 || members.length !== names.length) return text
  return members.every((member) => names.includes(nameOf(member))) ? removeLast(text, root, 0, before) : text
}
