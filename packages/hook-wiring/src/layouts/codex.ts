import type { Layout } from './layout.ts'

/** Codex. A hook that its user has not trusted yet doesn't run, and nothing says so. */
export const codex: Layout = {
  host: 'codex',
  folder: '.codex',
  folderVariable: 'CODEX_HOME',
  file: 'hooks.json',
  projectFile: '.codex/hooks.json',
  commands: ['codex'],
  events: 'in-hooks',
  grouped: true,
}
