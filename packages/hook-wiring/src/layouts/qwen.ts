import type { Layout } from '../layout.ts'
import { fileIn, folderOf } from './folder-of.ts'

const folder = folderOf('QWEN_HOME', '.qwen')

/** Qwen Code. Claude Code's events, and timeouts in milliseconds. */
export const qwen: Layout = {
  host: 'qwen',
  title: 'Qwen Code',
  file: fileIn(folder, ['.qwen'], 'settings.json'),
  folders: (machine) => [folder(machine)],
  commands: ['qwen'],
  syntax: { comments: true, trailingCommas: false, byteOrderMark: false, source: 'measured' },
  events: 'in-hooks',
  grouped: true,
  stamp: {},
  names: { stop: 'Stop' },
  timeout: { key: 'timeout', unit: 'ms' },
  form: 'line',
  handler: { type: 'command' },
  source: 'measured',
}
