import type { Styles } from '@dos/terminal-text'
import colours from 'picocolors'
import type { DeskIo } from './desk-io.ts'

/** How things look on this terminal. */
export function stylesOf({ colours: wanted }: Pick<DeskIo, 'colours'>): Styles {
  const { bold, dim, red, yellow, green } = colours.createColors(wanted)
  return { strong: bold, faint: dim, bad: red, warn: yellow, good: green }
}
