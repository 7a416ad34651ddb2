/** A share as people read it: a little is not nothing, and nearly all is not all. */
export function percent(share: number): string {
  const whole = Math.round(share * 100)
  if (whole === 0 && share > 0) return '<1 %'
  if (whole === 100 && share < 1) return '>99 %'
  return `${whole} %`
}

/** A time as people read it, in two or three digits. */
export function duration(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** A moment as people read it, to the minute. */
export function minute(ts: string): string {
  return ts.slice(0, '2026-06-09T12:52'.length).replace('T', ' ')
}

/** A text in lines of at most this width; a word that is longer has a line of its own. Given as a list, words may have spaces. */
export function wrap(text: string | readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of typeof text === 'string' ? text.split(' ') : text) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
