import type { Layout } from '../layout.ts'
import type { Machine } from '../machine.ts'
import { joinPath } from '../paths.ts'
import { fileIn, named } from './folder-of.ts'

/** The variable names what takes the place of the home, not the folder in it. */
const folder = (machine: Machine): string =>
  joinPath(machine.platform, named('GEMINI_CLI_HOME', machine) ?? machine.home, '.gemini')

/** Gemini CLI. Its Stop is called AfterAgent, and its timeouts are in milliseconds. */
export const gemini: Layout = {
  host: 'gemini',
  title: 'Gemini CLI',
  file: fileIn(folder, ['.gemini'], 'settings.json'),
  // Not the folder: Antigravity keeps its own files in it, too.
  folders: (machine) => [joinPath(machine.platform, folder(machine), 'settings.json')],
  commands: ['gemini'],
  syntax: { comments: true, trailingCommas: false, byteOrderMark: false, source: 'measured' },
  events: 'in-hooks',
  grouped: true,
  stamp: {},
  names: { stop: 'AfterAgent' },
  timeout: { key: 'timeout', unit: 'ms' },
  form: 'line',
  handler: { name: 'dos-hook', type: 'command' },
  source: 'measured',
}
