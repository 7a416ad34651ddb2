import type { Layout } from './layout.ts'

/**
 * Factory Droid. https://docs.factory.ai/harness/hooks: the file is keyed by the events themselves, and as soon as it is
 * there, hooks in the `settings.json` beside it are not read any more.
 */
export const droid: Layout = {
  host: 'droid',
  folder: '.factory',
  file: 'hooks.json',
  projectFile: '.factory/hooks.json',
  hiddenFile: 'settings.json',
  commands: ['droid'],
  events: 'in-root',
  grouped: true,
}
