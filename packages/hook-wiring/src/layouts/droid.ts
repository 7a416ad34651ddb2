import type { Layout } from '../layout.ts'
import type { Machine } from '../machine.ts'
import { joinPath } from '../paths.ts'
import { fileIn } from './folder-of.ts'

const folder = ({ platform, home }: Machine): string => joinPath(platform, home, '.factory')

/**
 * Factory Droid. https://docs.factory.ai/harness/hooks: the file is keyed by the events themselves, and as soon as it is
 * there, hooks in the `settings.json` beside it are not read any more.
 */
export const droid: Layout = {
  host: 'droid',
  title: 'Factory Droid',
  file: fileIn(folder, ['.factory'], 'hooks.json'),
  folders: (machine) => [folder(machine)],
  commands: ['droid'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'documented' },
  events: 'in-root',
  grouped: true,
  stamp: {},
  names: { stop: 'Stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: { type: 'command' },
  source: 'documented',
  hides: fileIn(folder, ['.factory'], 'settings.json'),
}
