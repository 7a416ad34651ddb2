import type { Layout } from './layout.ts'

/** Cursor. https://cursor.com/docs/agent/hooks: its file needs a version, and its handlers stand by themselves. */
export const cursor: Layout = {
  host: 'cursor',
  folder: '.cursor',
  file: 'hooks.json',
  projectFile: '.cursor/hooks.json',
  commands: ['cursor', 'cursor-agent'],
  events: 'in-hooks',
  grouped: false,
  version: 1,
  handler: {},
}
