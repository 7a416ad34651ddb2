import type { Layout } from '../layout.ts'
import { fileIn, folderOf } from './folder-of.ts'

const folder = folderOf('CLAUDE_CONFIG_DIR', '.claude')

/**
 * Claude Code. Its settings are plain JSON: with a comment or a comma too many it loads nothing of the file, not even
 * its permission rules (2.1.330).
 */
export const claudeCode: Layout = {
  host: 'claude-code',
  title: 'Claude Code',
  file: fileIn(folder, ['.claude'], 'settings.json', 'settings.local.json'),
  folders: (machine) => [folder(machine)],
  commands: ['claude'],
  syntax: { comments: false, trailingCommas: false, byteOrderMark: true, source: 'measured' },
  events: 'in-hooks',
  grouped: true,
  stamp: {},
  names: { stop: 'Stop', prompt: 'UserPromptSubmit', 'before-tool': 'PreToolUse' },
  timeout: { key: 'timeout', unit: 's' },
  form: 'program',
  handler: { type: 'command' },
  source: 'measured',
  schedulers: 'ScheduleWakeup|CronCreate',
}
