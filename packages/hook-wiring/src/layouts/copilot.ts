import type { Layout } from './layout.ts'

/**
 * Copilot CLI. It reads every file of a folder, so the hook gets one of its own. Bound by Claude Code's name of the event it
 * is given Claude Code's fields.
 */
export const copilot: Layout = {
  host: 'copilot',
  folder: '.copilot',
  folderVariable: 'COPILOT_HOME',
  file: 'hooks/dos-hook.json',
  projectFile: '.github/hooks/dos-hook.json',
  commands: ['copilot'],
  events: 'in-hooks',
  grouped: false,
  version: 1,
  otherNames: { agentStop: 'Stop' },
  timeoutKey: 'timeoutSec',
}
