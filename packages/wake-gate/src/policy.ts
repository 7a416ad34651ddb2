import { COUNT, defaultsOf, type Table } from '@dos/toml-table/table'

/**
 * What to do when the model schedules its next turn in a loop that turns idly: put the turn off more and more, refuse
 * it once the budget is spent, or only count.
 */
export type RearmMode = 'stretch' | 'deny' | 'observe'

/** What bounds the wake-ups of a loop. */
export interface WakePolicy {
  /** The most no-op turns a streak may reach; 0 refuses the first scheduled prompt. A whole number, default 4. */
  readonly maxStreak: number
  /** Default `stretch`. */
  readonly rearm: RearmMode
}

/** The `[wake]` table of a `dos.toml`. */
export const WAKE_TABLE: Table<WakePolicy> = {
  name: 'wake',
  keys: {
    maxStreak: {
      name: 'max_streak',
      takes: COUNT,
      standard: 4,
      about: 'The most no-op ticks of a schedule, where it is not to be that of [marker] or [noop_streak].',
    },
    rearm: {
      name: 'rearm',
      takes: { kind: 'word', words: ['stretch', 'deny', 'observe'] },
      standard: 'stretch',
      about: 'What to do when an idle loop schedules its next turn: delay it, refuse it, or only count.',
    },
  },
}

/** Four no-op turns in a row, and delays that are stretched. Frozen. */
export const DEFAULT_WAKE_POLICY: WakePolicy = defaultsOf(WAKE_TABLE)
