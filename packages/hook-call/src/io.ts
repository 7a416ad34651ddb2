/** What came in on stdin. */
export type Stdin =
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing usable within the deadline. */
  | { readonly kind: 'late' }
  /** More than an event can be. */
  | { readonly kind: 'too-long'; readonly limit: number }
  /** Nested deeper, or of more parts, than an event can be. */
  | { readonly kind: 'too-nested'; readonly levels: number; readonly parts: number }
  /** Text that no host sends: it was put through a shell that speaks UTF-16. */
  | { readonly kind: 'utf-16' }
  | { readonly kind: 'broken'; readonly cause: unknown }

/** One call of a command of the hook. */
export interface HookCall<Flags> {
  readonly flags: Flags
  readonly io: Io
  /** Told each step as it is taken. */
  readonly trace: (step: string) => void
}

/** Everything the command takes from the world and gives back to it. */
export interface Io {
  /** The version of dos-hook, as published. */
  readonly version: string
  /** The arguments behind the command's own name. */
  readonly args: readonly string[]
  /** The environment, without what a workspace could have slipped into it. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder the process stands in; throws where that is gone. */
  readonly cwd: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds since this process began. */
  readonly elapsed: () => number
  /** An id unlike any other. */
  readonly newId: () => string
  /** Reads stdin to its end, to the end of a whole JSON object, or to the deadline. */
  readonly readStdin: (deadlineMs: number) => Promise<Stdin>
  /** Whether stdin is a terminal or another device, or not there at all: no host is behind it. */
  readonly stdinIsDevice: () => boolean
  /** One line to stdout by one write; `false` where nobody takes it. */
  readonly print: (line: string) => boolean
  /** One line to stderr. Never throws. */
  readonly complain: (line: string) => void
}
