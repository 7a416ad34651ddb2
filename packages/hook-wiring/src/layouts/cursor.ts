import type { Layout } from '../layout.ts'
import type { Machine } from '../machine.ts'
import { joinPath } from '../paths.ts'
import { fileIn } from './folder-of.ts'

const folder = ({ platform, home }: Machine): string => joinPath(platform, home, '.cursor')

/** Cursor. https://cursor.com/docs/agent/hooks: its file needs a version, and its handlers stand by themselves. */
export const cursor: Layout = {
  host: 'cursor',
  title: 'Cursor',
  file: fileIn(folder, ['.cursor'], 'hooks.json'),
  folders: (machine) => [folder(machine)],
  commands: ['cursor', 'cursor-agent'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'documented' },
  events: 'in-hooks',
  grouped: false,
  stamp: { version: 1 },
  names: { stop: 'stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: {},
  source: 'documented',
}
