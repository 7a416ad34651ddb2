import { win32 } from 'node:path'

/** Names under which the program lies on a disk. */
const PROGRAMS: readonly string[] = ['dos-hook', 'dos-hook.exe', 'dos-hook.cmd', 'dos-hook.js']

/** Whether a word, or a path, names this program; a version may stand behind it, as package runners take it. */
export function isOwnName(word: string): boolean {
  return PROGRAMS.includes(
    lastPart(word)
      .replace(/(?<=.)@[^@/\\]*$/, '')
      .toLowerCase(),
  )
}

/** The last part of a path, whichever platform it is from. */
export function lastPart(path: string): string {
  return win32.basename(path)
}
