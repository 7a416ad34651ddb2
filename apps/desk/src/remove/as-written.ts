import { type FoundHook, splitWords } from '@dos/hook-wiring'

/** A command line as a settings file has it. */
const COMMAND = /"(?:command|bash)"\s*:\s*("(?:[^"\\\r\n]|\\.)*")/g

/** The command of a hook as it stands in its file, quotes and operators included; else the words it was read as. */
export function asWritten(text: string, { command, words }: FoundHook): string {
  const lines = [...text.matchAll(COMMAND)].flatMap(([, literal = '']) => unquote(literal) ?? [])
  return lines.find((line) => splitWords(line).join('\0') === words.join('\0')) ?? command
}

function unquote(literal: string): string | undefined {
  try {
    return JSON.parse(literal)
  } catch {
    return undefined
  }
}
