import type { Layout } from '../layout.ts'
import { joinPath } from '../paths.ts'
import { folderOf } from './folder-of.ts'

const folder = folderOf('COPILOT_HOME', '.copilot')

/**
 * Copilot CLI. It reads every file of a folder, so the hook gets one of its own. Bound by Claude Code's name of the
 * event it is given Claude Code's fields.
 */
export const copilot: Layout = {
  host: 'copilot',
  title: 'Copilot CLI',
  file: (scope, machine) => {
    const { platform, project } = machine
    switch (scope) {
      case 'user':
        return joinPath(platform, folder(machine), 'hooks', 'dos-hook.json')
      case 'project':
        return joinPath(platform, project, '.github', 'hooks', 'dos-hook.json')
      case 'local':
        return undefined
    }
  },
  folders: (machine) => [folder(machine)],
  commands: ['copilot'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: false, source: 'measured' },
  events: 'in-hooks',
  grouped: false,
  stamp: { version: 1 },
  names: { stop: 'Stop' },
  otherNames: { agentStop: 'Stop' },
  timeout: { key: 'timeoutSec', unit: 's' },
  form: 'line',
  handler: { type: 'command' },
  source: 'measured',
}
