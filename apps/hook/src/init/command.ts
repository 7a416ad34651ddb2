import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook init`. */
export async function init(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('init is not there yet')
  return 1
}
