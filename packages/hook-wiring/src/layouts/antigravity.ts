import type { Layout } from './layout.ts'

/**
 * Antigravity. Every member of its file is a named hook with events of its own; a timeout that is no whole number makes it
 * drop the whole file.
 */
export const antigravity: Layout = {
  host: 'antigravity',
  folder: '.gemini/config',
  file: 'hooks.json',
  projectFile: '.agents/hooks.json',
  commands: ['agy', 'antigravity'],
  events: 'in-named',
  grouped: false,
}
