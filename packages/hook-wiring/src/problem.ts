/** Why a settings file is left as it is. */
export interface Problem {
  /** Counted from 1; not there where the problem has no place. */
  readonly line?: number
  /** Counted from 1 in UTF-16 code units, a byte order mark not counted. */
  readonly column?: number
  /** One sentence without the file's name and without a full stop. */
  readonly message: string
}

/** A problem at an offset of a text. */
export function problemAt(text: string, offset: number, message: string): Problem {
  return { ...placeOf(text, offset), message }
}

/** Line and column of an offset, both counted from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const lines = before.split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
