import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook doctor`. */
export async function doctor(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('doctor is not there yet')
  return 1
}
