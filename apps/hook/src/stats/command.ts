import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook stats`. */
export async function stats(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('stats is not there yet')
  return 1
}
