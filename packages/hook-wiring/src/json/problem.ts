/** Why a settings file is left as it is. */
export interface Problem {
  /** Counted from 1; not there where the problem has no place. */
  readonly line?: number
  /** Counted from 1 in UTF-16 code units, a byte order mark not counted. */
  readonly column?: number
  /** One sentence without the file's name and without a full stop. */
  readonly message: string
}

/** Where something is in a text, both counted from 1; columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** A problem at an offset of a text. */
export function problemAt(text: string, offset: number, message: string): Problem {
  return { ...placesIn(text)(offset), message }
}

/** Tells of any offset of a text where it is. The text is gone through once. */
export function placesIn(text: string): (offset: number) => TextPosition {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)]
  return (offset) => {
    let [first, behind] = [0, starts.length]
    while (behind - first > 1) {
      const middle = (first + behind) >> 1
      if ((starts[middle] ?? 0) <= offset) first = middle
      else behind = middle
    }
    return { line: first + 1, column: offset - (starts[first] ?? 0) + 1 }
  }
}
