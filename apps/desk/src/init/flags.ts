import type { WrongArguments } from '@dos/command-line/arguments'
import { readWiringFlags, type WiringFlags } from '../settings/flags.ts'

/** The flags of `dos-hook init`. */
export interface InitFlags extends WiringFlags {
  readonly loop: boolean
  readonly wake: boolean
}

/** Reads the arguments of `dos-hook init`; `help` where that is all that is wanted. */
export function readInitFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: InitFlags | 'help' } | WrongArguments {
  return readWiringFlags(args, { '--loop': 'loop', '--wake': 'wake' })
}
