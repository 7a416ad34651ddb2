import { escapeText } from '@dos/terminal-text'
import type { DeskIo } from './desk-io.ts'

/** The same world, in which a complaint about a path or a file of a stranger's doesn't speak to the terminal. */
export function withPlainComplaints(io: DeskIo): DeskIo {
  return { ...io, complain: (line) => io.complain(escapeText(line)) }
}
