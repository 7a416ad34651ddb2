import type { WrongArguments } from './arguments.ts'
import { type HookFlags, readHookFlags } from './hook-flags.ts'

/** The flags of `dos-hook marker`. */
export interface MarkerFlags extends HookFlags {
  readonly loop: boolean
  readonly reset: boolean
  readonly allowUntil: boolean
}

const OWN = { '--loop': 'loop', '--reset': 'reset', '--allow-until': 'allowUntil' } as const

/** Reads the arguments of `dos-hook marker`. */
export function readMarkerFlags(
  args: readonly string[],
): { readonly ok: true; readonly flags: MarkerFlags } | WrongArguments {
  return readHookFlags(args, OWN)
}
