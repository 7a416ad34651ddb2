import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook completions`. */
export async function completions(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('completions is not there yet')
  return 1
}
