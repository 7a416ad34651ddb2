/** A word as `sh` reads it back. */
export function quote(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command line that `sh` takes apart into these words. */
export function commandLine(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
