import type { Facts } from './facts.ts'

/**
 * How much a finding matters: something is harmful or does nothing at all; something may be, or is going to be;
 * something is good to know; something was looked at and is fine.
 */
export type Severity = 'error' | 'warning' | 'info' | 'ok'

/** What a finding is about. */
export type Area = 'configuration' | 'wiring' | 'budget' | 'progress' | 'versions' | 'tally' | 'latency'

/** Where to look. Lines and columns count from 1. */
export interface FilePosition {
  readonly file: string
  /** Absent where it is about the whole file. */
  readonly line?: number
  readonly column?: number
}

/** What mends it: a command to run as it stands, or something to be changed by hand. */
export type Mend = { readonly run: string } | { readonly edit: string }

/** One thing that was looked at, and what came of it. */
export interface Finding {
  /** The same for the same kind of finding, for scripts; `<area>-fine` where nothing is wrong with an area. */
  readonly id: string
  readonly area: Area
  readonly severity: Severity
  /** What was found, in a sentence without its full stop. */
  readonly what: string
  /** Why it matters. Empty where it is fine. */
  readonly why: string
  /** Absent where there is nothing to mend. */
  readonly mend?: Mend
  readonly place?: FilePosition
  /** The place and its surroundings, as lines to be shown as they are. */
  readonly frame?: readonly string[]
}

/** One case of a rule: what the rule says of all cases may be left out, or said otherwise. */
export type Case = Pick<Finding, 'what'> & Partial<Omit<Finding, 'id' | 'area'>>

/** One kind of thing that can be wrong. */
export interface Rule extends Pick<Finding, 'id' | 'area' | 'severity'> {
  /** Unless a case says otherwise. */
  readonly why?: string
  readonly mend?: Mend
  /** Every case of it in the facts. */
  readonly find: (facts: Facts) => readonly Case[]
}

/** The areas in the order in which they are told of. */
export const AREAS: readonly Area[] = Object.freeze([
  'configuration',
  'wiring',
  'budget',
  'progress',
  'versions',
  'tally',
  'latency',
])

/** The severities, the worst first. */
export const SEVERITIES: readonly Severity[] = Object.freeze(['error', 'warning', 'info', 'ok'])
