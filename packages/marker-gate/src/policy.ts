import { COUNT, defaultsOf, type Given, policyOf, SWITCH, type Table } from '@dos/toml-table/table'

/** The lists of an event that can arm: what it says is still running, and what it says is scheduled. */
export type EventList = 'background_tasks' | 'session_crons'

/** What to answer where the budget is spent and another hook keeps the agent going. */
export type OnExhausted = 'release' | 'halt'

/** How a turn is held: by the host's block, which it shows as a problem, or by context that only the model sees. */
export type HoldForm = 'block' | 'context'

/** Whose budget it is: each session's own, that of all sessions of a run, or that of all sessions of a workspace. */
export type BudgetScope = 'session' | 'run' | 'workspace'

/** When a Stop is subject to the budget, and how large that is. */
export interface MarkerPolicy {
  /** The most markers a streak may reach; 0 refuses the first. A whole number, default 4. */
  readonly maxStreak: number
  /** Names of environment variables; any of them with a non-empty value arms. Default `DOS_LOOP`, `CID_RUN_ID`. */
  readonly armOnEnv: readonly string[]
  /** Lists of the event; any of them that is not empty arms. Default none. */
  readonly armOnEvent: readonly EventList[]
  /** Whether a Stop inside a chain that a hook already holds is left alone. Default `true`. */
  readonly respectStopHookActive: boolean
  /** Whether a Stop is left alone after which the host resumes the agent on its own. Default `true`. */
  readonly releaseWhenWoken: boolean
  /** Default `release`. */
  readonly onExhausted: OnExhausted
  /** Default `block`. */
  readonly holdForm: HoldForm
  /** Default `session`. */
  readonly budget: BudgetScope
}

/** The `[marker]` table of a `dos.toml`. */
export const MARKER_TABLE: Table<MarkerPolicy> = {
  name: 'marker',
  keys: {
    maxStreak: {
      name: 'max_streak',
      takes: COUNT,
      standard: 4,
      about: 'The most markers a streak may reach. 0 refuses the first; a file counts up to 100.',
    },
    armOnEnv: {
      name: 'arm_on_env',
      takes: { kind: 'texts', noun: 'name', trimmed: true },
      standard: ['DOS_LOOP', 'CID_RUN_ID'],
      about: 'Environment variables that arm the hook when they are not empty. With [] only --loop arms.',
    },
    armOnEvent: {
      name: 'arm_on_event',
      takes: { kind: 'texts', noun: 'list', words: ['background_tasks', 'session_crons'] },
      standard: [],
      about: 'Lists of the Stop event that arm the hook when they are not empty.',
    },
    respectStopHookActive: {
      name: 'respect_stop_hook_active',
      takes: SWITCH,
      standard: true,
      about: 'Release a Stop whose chain a hook already holds.',
    },
    releaseWhenWoken: {
      name: 'release_when_woken',
      takes: SWITCH,
      standard: true,
      about: 'Release an attended session that the host resumes on its own.',
    },
    onExhausted: {
      name: 'on_exhausted',
      takes: { kind: 'word', words: ['release', 'halt'] },
      standard: 'release',
      about: 'What to do when the budget is spent and another hook keeps the agent going.',
    },
    holdForm: {
      name: 'hold_form',
      takes: { kind: 'word', words: ['block', 'context'] },
      standard: 'block',
      about: 'How a turn is held: a block the host shows, or context only the model sees.',
    },
    budget: {
      name: 'budget',
      takes: { kind: 'word', words: ['session', 'run', 'workspace'] },
      standard: 'session',
      about: 'Who shares one budget: a session, all sessions of a run, or all of a workspace.',
    },
  },
}

/** The policy where nobody says otherwise. Frozen. */
export const DEFAULT_MARKER_POLICY: MarkerPolicy = defaultsOf(MARKER_TABLE)

/**
 * The whole policy of some fields; one that is absent or `undefined` has its default.
 *
 * @throws RangeError that names the field, its value and what was expected
 */
export function markerPolicy(fields?: Given<MarkerPolicy>): MarkerPolicy {
  return fields === undefined ? DEFAULT_MARKER_POLICY : policyOf(MARKER_TABLE, fields)
}
