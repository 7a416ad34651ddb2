/** What to answer once a condition is met: hold the turn open and say so, or let it end. */
export type OnceMet = 'hold' | 'release'

/** What a `WaitPolicy` says, by field. */
export interface WaitPolicyFields {
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

/** How one field is read from outside. */
export interface FieldRule<T> {
  readonly standard: T
  /** What is taken, to be read after "must be". */
  readonly expected: string
  /** The value in its right form, boxed because `undefined` can be one; or `undefined` where it has none. */
  readonly read: (value: unknown) => { readonly value: T } | undefined
}

/** The shortest interval: a command that is run more often is a busy loop. */
const SHORTEST = 0.05

/** A day. No host lets a hook run longer, and a timer in milliseconds has to be able to count it. */
const LONGEST = 86_400

const seconds = (standard: number): FieldRule<number> => ({
  standard,
  expected: `a number of seconds from ${SHORTEST} to ${LONGEST}`,
  read: (value) =>
    typeof value === 'number' && value >= SHORTEST && value <= LONGEST ? { value } : undefined,
})

/** The rule of every field. */
export const FIELD_RULES: { readonly [F in keyof WaitPolicyFields]: FieldRule<WaitPolicyFields[F]> } = {
  background: {
    standard: false,
    expected: 'true or false',
    read: (value) => (typeof value === 'boolean' ? { value } : undefined),
  },
  until: {
    standard: undefined,
    expected: 'a command',
    read: readCommand,
  },
  everySeconds: seconds(5),
  maxEverySeconds: seconds(60),
  maxSeconds: seconds(540),
  onceMet: {
    standard: 'hold',
    expected: '"hold" or "release"',
    read: (value) => (value === 'hold' || value === 'release' ? { value } : undefined),
  },
}

/** A blank command is none, so that a table can take one back. No process can be given a NUL. */
function readCommand(value: unknown): { readonly value: string | undefined } | undefined {
  if (value === undefined) return { value }
  if (typeof value !== 'string' || value.includes('\0')) return undefined
  return { value: value.trim() === '' ? undefined : value }
}
