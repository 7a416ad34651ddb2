import type { Layout } from '../layout.ts'
import { fileIn, folderOf } from './folder-of.ts'

const folder = folderOf('CODEX_HOME', '.codex')

/** Codex. A hook that its user has not trusted yet doesn't run, and nothing says so. */
export const codex: Layout = {
  host: 'codex',
  title: 'Codex',
  file: fileIn(folder, ['.codex'], 'hooks.json'),
  folders: (machine) => [folder(machine)],
  commands: ['codex'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'measured' },
  events: 'in-hooks',
  grouped: true,
  stamp: {},
  names: { stop: 'Stop' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'line',
  handler: { type: 'command' },
  source: 'measured',
}
