import type { DeskIo } from '../desk/desk-io.ts'

/** Runs `dos-hook prune`. */
export async function prune(_args: readonly string[], io: DeskIo): Promise<0 | 1> {
  io.complain('prune is not there yet')
  return 1
}
