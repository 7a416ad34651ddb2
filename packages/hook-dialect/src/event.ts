/** An event as its host sent it: the object that its JSON is. */
export type Fields = Readonly<Record<string, unknown>>

/** Variables of the environment in which a hook runs. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The points of a turn that are told apart. */
export type HookPoint = 'stop' | 'prompt' | 'before-tool' | 'session-start'

/**
 * What an event is: one of the points, `other` where it gives a name (or, on a host without names, a field) that is
 * none of them, `unnamed` where nothing tells.
 */
export type EventKind = HookPoint | 'other' | 'unnamed'

/** What a host calls its events, the name to bind first. An empty list: it has no such event. */
export type EventNames = { readonly [P in HookPoint]: readonly string[] }

/** What events of all hosts have in common. Whatever a host or its version doesn't say is `undefined`. */
export interface NeutralEvent {
  readonly kind: EventKind
  /**
   * Why what comes as a Stop is none of the session's own turns, in a sentence: a subagent stopped, or the turn was cut
   * short. Such an event is of the kind `other`, and nothing is to be counted.
   */
  readonly noStop: string | undefined
  /** The host's own name of the event, where it gave one that is a text. */
  readonly name: string | undefined
  readonly sessionId: string | undefined
  /**
   * The project the session was started in, which stays the same wherever the model wanders: the host's own variable
   * (`CLAUDE_PROJECT_DIR`, `QWEN_PROJECT_DIR`, `GEMINI_PROJECT_DIR`, `COPILOT_PROJECT_DIR`, `CURSOR_PROJECT_DIR`,
   * `FACTORY_PROJECT_DIR`), or the first of the event's workspace folders. `undefined` where the host names none, or
   * where the environment belongs to another session (`speaksFor`).
   */
  readonly project: string | undefined
  /** The folder the model stands in, which `cd` moves; of several workspace folders, the first. */
  readonly cwd: string | undefined
  /** The turn, where the host gives it an id. */
  readonly turnId: string | undefined
  /** The file the session is written to. */
  readonly transcriptPath: string | undefined
  /** Why a SessionStart came about, in the host's words: `startup`, `resume`, `clear`, `compact`, `fork`. */
  readonly sessionStartSource: string | undefined
  /** Whether this Stop follows one that a hook has held. */
  readonly latched: boolean | undefined
  /** Tasks that go on in the background. A host that says only that there are some has 1. */
  readonly backgroundTasks: number | undefined
  /** Prompts that are scheduled to come by themselves. */
  readonly schedules: number | undefined
  /** Whether a person sits before the session. */
  readonly attended: boolean | undefined
}
