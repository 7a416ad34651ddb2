/**
 * One item of a list, indented, in lines that fit; a word that is longer than a line stays whole.
 *
 * @param columns - how many there are; `undefined`: nothing has to fit
 */
export function fold(item: string, columns: number | undefined): string {
  const lines: string[] = []
  let line = ' '
  for (const word of item.split(' ')) {
    const longer = `${line} ${word}`
    if (columns !== undefined && longer.length > columns && line.trim() !== '') {
      lines.push(line)
      line = `    ${word}`
    } else line = longer
  }
  return `${[...lines, line].join('\n')}\n`
}
