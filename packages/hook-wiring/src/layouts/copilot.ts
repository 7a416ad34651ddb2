import type { Layout } from '../layout.ts'
import { joinPath } from '../paths.ts'
import { fileIn, folderOf } from './folder-of.ts'

const folder = folderOf('COPILOT_HOME', '.copilot')

/**
 * Copilot CLI. It reads every file of a folder, so the hook gets one of its own. Bound by Claude Code's name of the
 * event it is given Claude Code's fields.
 */
export const copilot: Layout = {
  host: 'copilot',
  title: 'Copilot CLI',
  file: fileIn(
    (machine) => joinPath(machine.platform, folder(machine), 'hooks'),
    ['.github', 'hooks'],
    'dos-hook.json',
  ),
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
