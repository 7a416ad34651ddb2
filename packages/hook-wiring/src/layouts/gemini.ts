import { type Layout, userFolder } from './layout.ts'
import { joinPath } from './paths.ts'

/** Gemini CLI. Its variable names what takes the place of the home, not the folder in it. */
export const gemini: Layout = {
  host: 'gemini',
  folder: '.gemini',
  homeVariable: 'GEMINI_CLI_HOME',
  file: 'settings.json',
  projectFile: '.gemini/settings.json',
  // Not the folder: Antigravity keeps its own files in it, too.
  sign: (machine) => joinPath(machine.platform, userFolder(gemini, machine), 'settings.json'),
  commands: ['gemini'],
  comments: true,
  events: 'in-hooks',
  grouped: true,
  handler: { name: 'dos-hook', type: 'command' },
}
