import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** Looks at the facts for one kind of thing that can be wrong, and tells of each case. */
export type Rule = (facts: Facts) => readonly Finding[]
