/** The lists of an event that can arm: what it says is still running, and what it says is scheduled. */
export type EventList = 'background_tasks' | 'session_crons'

/** What to answer where the budget is spent and another hook keeps the agent going. */
export type OnExhausted = 'release' | 'halt'

/** How a turn is held: by the host's block, which it shows as a problem, or by context that only the model sees. */
export type HoldForm = 'block' | 'context'

/** Whose budget it is: each session's own, that of all sessions of a run, or that of all sessions of a workspace. */
export type BudgetScope = 'session' | 'run' | 'workspace'

/** What a `MarkerPolicy` says, by field. */
export interface MarkerPolicyFields {
  /** The most markers a streak may reach; 0 refuses the first. A whole number, default 4. */
  readonly maxStreak: number
  /** Names of environment variables; any of them with a non-empty value arms. Default `DOS_LOOP`, `CID_RUN_ID`. */
  readonly armOnEnv: readonly string[]
  /** Lists of the event; any of them that is not empty arms. Default none. */
  readonly armOnEvent: readonly EventList[]
  /** Whether a Stop inside a chain that a hook already holds is left alone. Default `true`. */
  readonly respectStopHookActive: boolean
  /** Whether a Stop is left alone after which the host comes back by itself. Default `true`. */
  readonly releaseWhenWoken: boolean
  /** Default `release`. */
  readonly onExhausted: OnExhausted
  /** Default `block`. */
  readonly holdForm: HoldForm
  /** Default `session`. */
  readonly budget: BudgetScope
}

/** How one field is read from outside. */
export interface FieldRule<T> {
  readonly standard: T
  /** What is taken, to be read after "must be". */
  readonly expected: string
  /** The value in its right form, or `undefined` where it has none. */
  readonly read: (value: unknown) => T | undefined
}

const EVENT_LISTS: readonly EventList[] = ['background_tasks', 'session_crons']

/** One of a few words, the first of which is the standard. */
const aWord = <W extends string>(words: readonly [W, ...W[]], expected: string): FieldRule<W> => ({
  standard: words[0],
  expected,
  read: (value) => {
    for (const word of words) if (word === value) return word
    return undefined
  },
})

const aSwitch = (standard: boolean): FieldRule<boolean> => ({
  standard,
  expected: 'true or false',
  read: (value) => (typeof value === 'boolean' ? value : undefined),
})

/** The rule of every field. */
export const FIELD_RULES: { readonly [F in keyof MarkerPolicyFields]: FieldRule<MarkerPolicyFields[F]> } = {
  maxStreak: {
    standard: 4,
    expected: 'a whole number, 0 or more',
    read: (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined),
  },
  armOnEnv: {
    standard: Object.freeze(['DOS_LOOP', 'CID_RUN_ID']),
    expected: 'a name or a list of names',
    read: toNames,
  },
  armOnEvent: {
    standard: Object.freeze([]),
    expected: '"background_tasks", "session_crons" or a list of these',
    read: toEventLists,
  },
  respectStopHookActive: aSwitch(true),
  releaseWhenWoken: aSwitch(true),
  onExhausted: aWord(['release', 'halt'], '"release" or "halt"'),
  holdForm: aWord(['block', 'context'], '"block" or "context"'),
  budget: aWord(['session', 'run', 'workspace'], '"session", "run" or "workspace"'),
}

function toEventLists(value: unknown): readonly EventList[] | undefined {
  const names = toNames(value)
  if (names === undefined) return undefined
  for (const name of names) if (!EVENT_LISTS.includes(name as EventList)) return undefined
  return names as readonly EventList[]
}

/** By a plain loop: it visits the holes of a sparse list, and a policy is read at every finished turn. */
function toNames(value: unknown): readonly string[] | undefined {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list)) return undefined
  const names: string[] = []
  for (const entry of list as readonly unknown[]) {
    if (typeof entry !== 'string') return undefined
    const name = entry.trim()
    if (name !== '') names.push(name)
  }
  return Object.freeze(names)
}
