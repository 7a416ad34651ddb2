import type { Layout } from '../layout.ts'
import { joinPath } from '../paths.ts'
import { folderOf } from './folder-of.ts'

const folder = folderOf('QWEN_HOME', '.qwen')

/** Qwen Code. Claude Code's events, and timeouts in milliseconds. */
export const qwen: Layout = {
  host: 'qwen',
  title: 'Qwen Code',
  file: (scope, machine) => {
    const { platform, project } = machine
    switch (scope) {
      case 'user':
        return joinPath(platform, folder(machine), 'settings.json')
      case 'project':
        return joinPath(platform, project, '.qwen', 'settings.json')
      case 'local':
        return undefined
    }
  },
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
