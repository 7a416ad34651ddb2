/** Something a person has to mend in a file, or may want to. Lines and columns count from 1. */
export interface Problem {
  readonly file: string
  /** Absent where the complaint has no one place. */
  readonly line?: number
  readonly column?: number
  /** What was found, what was expected, and for an unknown key the nearest known one. */
  readonly message: string
}

/** One line, in the form that terminals and editors make a link of: `file:line:column: message`. */
export function formatProblem({ file, line, column, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
  return `${place}: ${message}`
}
