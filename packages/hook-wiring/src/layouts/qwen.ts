import type { Layout } from './layout.ts'

/**
 * Qwen Code. It asks about a human's prompt, but not about one that it has scheduled, so that these are bounded where they
 * are made (0.24.4).
 */
export const qwen: Layout = {
  host: 'qwen',
  folder: '.qwen',
  folderVariable: 'QWEN_HOME',
  file: 'settings.json',
  projectFile: '.qwen/settings.json',
  commands: ['qwen'],
  comments: true,
  events: 'in-hooks',
  grouped: true,
  schedulers: 'loop_wakeup|cron_create',
}
