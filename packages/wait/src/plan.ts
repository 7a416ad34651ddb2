import type { WaitPolicyFields } from './fields.ts'

/** What can be waited for. */
export type WaitFor = 'background' | 'until'

/** All that a plan is made of. */
export interface WaitFacts {
  readonly policy: Pick<WaitPolicyFields, 'background' | 'until'>
  /** Whether a person sits before the session; `undefined` where the host doesn't say. */
  readonly attended: boolean | undefined
  /** The commands of the shells that the host says are running; `undefined` where it says nothing about them. */
  readonly shells: readonly string[] | undefined
  /** Whether shells may be looked for although the host says nothing about them. */
  readonly unlisted: boolean
  /** Whether someone other than the workspace allows its `until` to be run. */
  readonly untilAllowed: boolean
}

/** What to wait for, one after the other until there is something to wait for. */
export interface WaitPlan {
  readonly steps: readonly WaitFor[]
  /** There is an `until` that nobody allowed. */
  readonly untilRefused: boolean
}

/**
 * Plans one wait. Background shells come first, and only where nobody sits before the session: a person would have to
 * wait, too, and the host comes back to a person by itself.
 */
export function planWait({ policy, attended, shells, unlisted, untilAllowed }: WaitFacts): WaitPlan {
  const running = shells === undefined ? unlisted : shells.length > 0
  const background = policy.background && attended !== true && running
  const until = policy.until !== undefined
  return {
    steps: [
      ...(background ? (['background'] as const) : []),
      ...(until && untilAllowed ? (['until'] as const) : []),
    ],
    untilRefused: until && !untilAllowed,
  }
}
