import type { Layout } from '../layout.ts'
import { joinPath } from '../paths.ts'
import { folderOf } from './folder-of.ts'

const folder = folderOf('CODEX_HOME', '.codex')

/** Codex. A hook that its user has not trusted yet doesn't run, and nothing says so. */
export const codex: Layout = {
  host: 'codex',
  title: 'Codex',
  file: (scope, machine) => {
    const { platform, project } = machine
    switch (scope) {
      case 'user':
        return joinPath(platform, folder(machine), 'hooks.json')
      case 'project':
        return joinPath(platform, project, '.codex', 'hooks.json')
      case 'local':
        return undefined
    }
  },
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
