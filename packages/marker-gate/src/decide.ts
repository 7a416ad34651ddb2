import { DEFAULT_MARKER_POLICY, type MarkerPolicy } from './policy.ts'

/** The evidence one Stop comes with. */
export interface StopEvidence {
  /** The event's own `stop_hook_active`. Only `true` counts; anything else means the host did not say so. */
  readonly stopHookActive: unknown
  /** Whether the hook was bound as part of a loop (`--loop`). */
  readonly loopFlag: boolean
  /** The environment of the hook. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Default: `DEFAULT_MARKER_POLICY`. */
  readonly policy?: MarkerPolicy
}

/** Whether this Stop is subject to the budget, by which guard or signal, and a sentence for people. */
export type GateDecision =
  | { readonly armed: false; readonly by: 'stop-hook-active' | 'no-evidence'; readonly reason: string }
  | { readonly armed: true; readonly by: 'loop-flag'; readonly reason: string }
  | { readonly armed: true; readonly by: 'env'; readonly name: string; readonly reason: string }

/**
 * Decides whether a Stop is subject to the budget. The first that matches wins:
 * the latch (while the policy respects it), the loop flag, a variable of the policy with a non-empty value,
 * else an ordinary turn. Values of variables are never part of the answer.
 *
 * @example
 * decide({ stopHookActive: false, loopFlag: false, env: { DOS_LOOP: '1' } })
 * // { armed: true, by: 'env', name: 'DOS_LOOP', reason: 'DOS_LOOP is set: …' }
 */
export function decide(evidence: StopEvidence): GateDecision {
  const { stopHookActive, loopFlag, env, policy = DEFAULT_MARKER_POLICY } = evidence
  if (policy.respectStopHookActive && stopHookActive === true) {
    return {
      armed: false,
      by: 'stop-hook-active',
      reason: 'stop_hook_active is true: this turn was already held once and respect_stop_hook_active is on',
    }
  }
  if (loopFlag) {
    return { armed: true, by: 'loop-flag', reason: '--loop says that this hook is bound to a loop' }
  }
  const name = policy.armOnEnv.find(
    (candidate) => Object.hasOwn(env, candidate) && env[candidate] !== undefined && env[candidate] !== '',
  )
  if (name !== undefined) {
    return { armed: true, by: 'env', name, reason: `${name} is set: this session is part of a loop` }
  }
  return { armed: false, by: 'no-evidence', reason: 'nothing says that this turn belongs to a loop' }
}
