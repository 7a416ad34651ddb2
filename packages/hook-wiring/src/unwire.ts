import type { HostName } from '@dos/hook-dialect'
import { handlersOf } from './handlers.ts'
import { removeChild } from './json/edit.ts'
import { removeHandler } from './remove-handler.ts'
import { nameOf, readSettings, type Settings } from './settings.ts'
import { type Edit, type Step, stepThrough } from './step.ts'

/**
 * Takes every entry of this program's out of a settings file, with the groups, lists and objects that are left empty by
 * that; everything else keeps every byte. Commands that do more than to run this program stay.
 *
 * @param file - the whole text, a byte order mark included
 */
export function unwire(host: HostName, file: string): Edit {
  const reading = readSettings(host, file)
  if (!reading.ok) return reading
  const edit = stepThrough(reading.settings, nextStep)
  if (!edit.ok || !edit.changed) return edit
  const left = readSettings(host, edit.text)
  return left.ok ? { ...edit, text: left.settings.mark + withoutStamp(left.settings) } : left
}

function nextStep(settings: Settings): Step | undefined {
  const handler = handlersOf(settings).find(({ own }) => own?.plain)
  if (handler === undefined) return undefined
  return {
    text: removeHandler(settings.text, handler),
    change: `${handler.event}: takes out dos-hook ${handler.own?.verb}`,
  }
}

/** What a host wants said beside hooks is of no use without any. */
function withoutStamp({ layout, text, root }: Settings): string {
  const members = root?.children ?? []
  const names = Object.keys(layout.stamp)
  if (root === undefined || names.length === 0 || members.length !== names.length) return text
  return members.every((member) => names.includes(nameOf(member))) ? removeChild(text, root, 0) : text
}
