/** A variable that is set to something, as far as that can be told without running anything. */
const SET = /^([A-Za-z_]\w*)=([^;&|$`]+)[;&|]*$/s

/** The names of the variables that a command line sets before the program. */
export function setBefore(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => SET.exec(word)?.[1] ?? [])
}
