import { escapeText } from '@dos/terminal-text/escape'

/** What no shell sees more in than what is written. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/

/** The same on Windows, where `cmd` looks for variables between percent signs; between double quotes also with blanks. */
const PLAIN_ON_WINDOWS = /^[A-Za-z0-9_@+=:,./\\-]+$/
const QUOTABLE_ON_WINDOWS = /^[A-Za-z0-9_@+=:,./\\ -]*[A-Za-z0-9_@+=:,./ -]$/

/**
 * A word of somebody else's as it may stand in a command that is pasted into a shell, which then hands on that word and
 * runs nothing. `undefined` where it can't be written so that it is seen what it is, or stays the same in every shell of
 * the platform.
 */
export function shellWord(word: string, platform: string): string | undefined {
  if (word === '' || escapeText(word) !== word) return undefined
  if (platform === 'win32') {
    if (PLAIN_ON_WINDOWS.test(word)) return word
    return QUOTABLE_ON_WINDOWS.test(word) ? `"${word}"` : undefined
  }
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
