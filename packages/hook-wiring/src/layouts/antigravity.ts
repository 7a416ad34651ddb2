import type { Layout } from '../layout.ts'
import type { Machine } from '../machine.ts'
import { joinPath } from '../paths.ts'
import { fileIn } from './folder-of.ts'

const folder = ({ platform, home }: Machine): string => joinPath(platform, home, '.gemini', 'config')

/**
 * Antigravity. Every member of its file is a named hook with events of its own; a timeout that is no whole number
 * makes it drop the whole file.
 */
export const antigravity: Layout = {
  host: 'antigravity',
  title: 'Antigravity',
  file: fileIn(folder, ['.agents'], 'hooks.json'),
  folders: (machine) => [folder(machine)],
  commands: ['agy', 'antigravity'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'documented' },
  events: 'in-named',
  grouped: false,
  stamp: {},
  names: { stop: 'Stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: { type: 'command' },
  source: 'documented',
}
