import { isWindowsRoot } from '../layouts/paths.ts'

/** What needs no quotes in any shell. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/

/**
 * Writes words as one command line for the shell that a host hands it to: `sh`, and on Windows `cmd`, for which paths
 * of that platform are put into double quotes.
 */
export function joinWords(words: readonly string[]): string {
  return words.map(quote).join(' ')
}

/**
 * Takes a command line apart as `sh` does, as far as it can be told without running anything: quotes and escapes are
 * resolved; variables, globs and operators stay as they are written. A backslash that begins no escape stays, too, and
 * in double quotes that begin with a root of Windows every one does, so that paths of that platform come through. An end
 * within quotes ends the word.
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted: '"' | "'" | undefined
  let isWindowsPath = false
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at)
    if (quoted !== undefined) {
      if (char === quoted) quoted = undefined
      else if (char === '\\' && quoted === '"' && !isWindowsPath && /["\\$`]/.test(line.charAt(at + 1)))
        word = (word ?? '') + line.charAt(++at)
      else word = (word ?? '') + char
    } else if (char === '"' || char === "'") {
      quoted = char
      isWindowsPath = isWindowsRoot(line.slice(at + 1, at + 4))
      word ??= ''
    } else if (char === '\\' && /[\s"'\\$`&|;<>()*?[\]#~]/.test(line.charAt(at + 1))) {
      word = (word ?? '') + line.charAt(++at)
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (word !== undefined) words.push(word)
  return words
}

function quote(word: string): string {
  if (PLAIN.test(word)) return word
  if (isWindowsRoot(word) && !word.includes('"')) return `"${word}"`
  return `'${word.replaceAll("'", `'\\''`)}'`
}
