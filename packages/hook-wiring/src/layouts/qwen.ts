import type { Layout } from '../layout.ts'
import { fileIn, folderOf } from './folder-of.ts'

const folder = folderOf('QWEN_HOME', '.qwen')

/**
 * Qwen Code. Claude Code's events, and timeouts in milliseconds. It asks about a human's prompt, but not about one that it
 * has scheduled, so that these are bounded where they are made (0.24.4).
 */
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
  names: { stop: 'Stop', prompt: 'UserPromptSubmit', 'before-tool': 'PreToolUse' },
  timeout: { key: 'timeout', unit: 'ms' },
  form: 'line',
  handler: { type: 'command' },
  source: 'measured',
  schedulers: 'loop_wakeup|cron_create',
}
