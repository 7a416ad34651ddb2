import { CHECK, MARKER, REARM, WAKE } from './hook-verbs.ts'
import { CONFIG, DOCTOR, EXPLAIN, PRUNE, STATS, STATUS } from './report-verbs.ts'
import { COMPLETIONS, INIT, REMOVE } from './setup-verbs.ts'
import type { Verb } from './verb.ts'

/** Every command, in the order in which people read of them. */
export const VERBS: readonly Verb[] = [
  ...[MARKER, WAKE, REARM, CHECK],
  ...[INIT, REMOVE, DOCTOR, CONFIG, STATUS, EXPLAIN, STATS, PRUNE, COMPLETIONS],
]
