import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook explain`. */
export async function explain(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('explain is not there yet')
  return 1
}
