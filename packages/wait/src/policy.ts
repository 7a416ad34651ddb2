import { defaultsOf, SWITCH, type Table, type Takes } from '@dos/toml-table/table'

/** What to answer once a condition is met: hold the turn open and say so, or let it end. */
export type OnceMet = 'hold' | 'release'

/** What is waited for at the end of a turn, and how long. */
export interface WaitPolicy {
  /** Whether to wait for background shells in an unattended session. Default `false`. */
  readonly background: boolean
  /** A command for `sh -c` that is repeated until it exits 0. Default none. */
  readonly until: string | undefined
  /** Seconds from the end of its first run to its second, growing by half from run to run. Default 5. */
  readonly everySeconds: number
  /** What that grows to, at most, in seconds; less than `everySeconds` means `everySeconds`. Default 60. */
  readonly maxEverySeconds: number
  /** The longest wait, in seconds. Default 540: Claude Code and Codex end a hook after 600 unless told otherwise. */
  readonly maxSeconds: number
  /** Default `hold`. */
  readonly onceMet: OnceMet
}

/**
 * A command that is run more often than every 50 ms is a busy loop. No host lets a hook run longer than a day, and a
 * timer in milliseconds has to be able to count it.
 */
const SECONDS: Takes = { kind: 'number', least: 0.05, most: 86_400, unit: 'seconds' }

/** The `[wait]` table of a `dos.toml`. */
export const WAIT_TABLE: Table<WaitPolicy> = {
  name: 'wait',
  keys: {
    background: {
      name: 'background',
      takes: SWITCH,
      standard: false,
      about: 'Wait for background shells before a turn is held, in an unattended session.',
    },
    until: {
      name: 'until',
      takes: { kind: 'command' },
      standard: undefined,
      about: 'A command for sh -c, repeated until it exits 0. It runs only with --allow-until.',
    },
    everySeconds: {
      name: 'every_seconds',
      takes: SECONDS,
      standard: 5,
      about: 'The first pause between two runs of it. Each pause is half as long again as the one before.',
    },
    maxEverySeconds: {
      name: 'max_every_seconds',
      takes: SECONDS,
      standard: 60,
      about: 'The longest pause.',
    },
    maxSeconds: {
      name: 'max_seconds',
      takes: SECONDS,
      standard: 540,
      about: 'The longest wait. The workspace counts up to 570.',
    },
    onceMet: {
      name: 'then',
      takes: { kind: 'word', words: ['hold', 'release'] },
      standard: 'hold',
      about: 'What to do after the wait: hold the turn and tell the agent, or let it end.',
    },
  },
}

/** The policy where nobody says otherwise: no wait. Frozen. */
export const DEFAULT_WAIT_POLICY: WaitPolicy = defaultsOf(WAIT_TABLE)
