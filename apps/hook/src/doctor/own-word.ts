import { win32 } from 'node:path'

/** Names under which the program lies on a disk: also that of a binary which was built for another machine. */
const PROGRAM = /^dos-hook(-(linux|darwin|windows)-(x64|arm64))?(\.(exe|cmd|js))?$/

/** Runners of packages, and whether they ask the current folder in ways that a stranger could use. */
export const PACKAGE_RUNNERS: Readonly<Record<string, boolean>> = {
  bunx: false,
  npx: true,
  pnpm: true,
  yarn: true,
}

const SHELLS: readonly string[] = ['sh', 'bash', 'zsh', 'dash', 'fish']

/** Whether a word, or a path, names this program; a version may stand behind it, as package runners take it. */
export function isOwnName(word: string): boolean {
  return PROGRAM.test(
    lastPart(word)
      .replace(/(?<=.)@[^@/\\]*$/, '')
      .toLowerCase(),
  )
}

/** Whether a word names what starts programs such as this. */
export function isRunner(word: string): boolean {
  const name = programName(word)
  return name === 'node' || name === 'bun' || Object.hasOwn(PACKAGE_RUNNERS, name)
}

/** Whether a word names what is given a command line as one word. */
export function isShell(word: string): boolean {
  return SHELLS.includes(programName(word))
}

/** The name of a program, however it is written. */
export function programName(word: string): string {
  return lastPart(word)
    .toLowerCase()
    .replace(/\.(exe|cmd)$/, '')
}

/** The last part of a path, whichever platform it is from. */
export function lastPart(path: string): string {
  return win32.basename(path)
}
