import type { HostName } from '@dos/hook-dialect'
import { applyCuts, removeChild } from '../json/edit.ts'
import { nameOf } from '../json/nodes.ts'
import { type EmptyBefore, emptyBefore, removeHandler } from './remove-handler.ts'
import { handlersOf, readSettings, type Settings } from './settings.ts'
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
  const text = left.settings.mark + withoutVersion(left.settings, before)
  // Where there was no object in the file, one that is empty is of no use to anybody.
  const isBare = was !== undefined && text.startsWith(was) && /^\s*\{\}\s*$/.test(text.slice(was.length))
  return { ...edit, text: isBare ? was : text }
}

function nextStep(settings: Settings, before: EmptyBefore): Step | undefined {
  const handler = handlersOf(settings).find(({ own }) => own?.plain)
  if (handler === undefined) return undefined
  return {
    cuts: removeHandler(settings.text, handler.node, before),
    change: `${handler.event}: takes out dos-hook ${handler.own?.verb}`,
  }
}

/** The version that a host wants said beside hooks is of no use without any. */
function withoutVersion({ layout, text, root }: Settings, before: EmptyBefore): string {
  const [member, ...others] = root?.children ?? []
  if (root === undefined || member === undefined || others.length > 0) return text
  if (layout.version === undefined || nameOf(member) !== 'version') return text
  return applyCuts(text, removeChild(text, root, 0, before(root)))
}
