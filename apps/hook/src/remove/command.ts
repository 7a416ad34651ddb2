import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook remove`. */
export async function remove(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('remove is not there yet')
  return 1
}
