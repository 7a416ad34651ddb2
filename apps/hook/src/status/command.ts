import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook status`. */
export async function status(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('status is not there yet')
  return 1
}
