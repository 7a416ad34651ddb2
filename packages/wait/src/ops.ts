import type { ProcessInfo } from './processes.ts'

/** One run of a command. */
export interface CommandRun {
  /** For `sh -c`. */
  readonly command: string
  /** The folder it runs in. */
  readonly folder: string
  /** After this many milliseconds it is killed. */
  readonly boundMs: number
}

/** What came of it. */
export type RunResult =
  /** `status` is `null` where a signal ended it. */
  | { readonly kind: 'exited'; readonly status: number | null; readonly why?: undefined }
  /** Killed at its bound, or because the wait was ended. */
  | { readonly kind: 'killed'; readonly status?: undefined; readonly why?: undefined }
  /** It could not be started. */
  | { readonly kind: 'failed'; readonly status?: undefined; readonly why: string }

/** Everything from outside that a wait is made of. */
export interface WaitOps {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  /** Resolves after that many milliseconds, or at once when the signal says so. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** The processes of this machine; none where they can't be listed. */
  readonly processes: () => readonly ProcessInfo[]
  /** Whether a process that was listed still runs. */
  readonly isRunning: (process: ProcessInfo) => boolean
  /** The arguments of a process in one line; empty where it has ended. */
  readonly commandLine: (pid: number) => string
  /** Runs a command to its end, its bound or the signal, whichever comes first. Never rejects. */
  readonly run: (run: CommandRun, signal: AbortSignal) => Promise<RunResult>
}
