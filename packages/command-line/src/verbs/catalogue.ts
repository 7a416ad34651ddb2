import { DESK_VERBS } from './desk-verbs.ts'
import type { Verb } from './entry.ts'
import { HOOK_VERBS } from './hook-verbs.ts'
import { LOOP_VERBS } from './loop-verbs.ts'
import { WIRING_VERBS } from './wiring-verbs.ts'

/** Every verb of the command, in the order in which people read of them. */
export const VERBS: readonly Verb[] = [...HOOK_VERBS, ...LOOP_VERBS, ...WIRING_VERBS, ...DESK_VERBS]
