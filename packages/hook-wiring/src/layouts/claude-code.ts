import type { Layout } from './layout.ts'

/**
 * Claude Code. Its settings are plain JSON: with a comment or a comma too many it loads nothing of the file, not even its
 * permission rules (2.1.330).
 */
export const claudeCode: Layout = {
  host: 'claude-code',
  folder: '.claude',
  folderVariable: 'CLAUDE_CONFIG_DIR',
  file: 'settings.json',
  projectFile: '.claude/settings.json',
  localFile: '.claude/settings.local.json',
  commands: ['claude'],
  byteOrderMark: true,
  events: 'in-hooks',
  grouped: true,
  takesArguments: true,
  schedulers: 'ScheduleWakeup|CronCreate',
}
