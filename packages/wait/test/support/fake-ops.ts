import type { CommandRun, ProcessInfo, RunResult, WaitOps } from '../../src/index.ts'

/** A world with a clock of its own, in which nothing takes time but what is said to. */
export interface FakeWorld {
  readonly ops: WaitOps
  /** Every pause, in milliseconds. */
  readonly pauses: number[]
  /** Every run, with the moment it began. */
  readonly runs: (CommandRun & { readonly at: number })[]
  /** Ends the wait from outside at a moment. */
  readonly abortAt: (ms: number) => void
  readonly signal: AbortSignal
  readonly now: () => number
}

/** How a world is, where it isn't empty. */
export interface FakeGiven {
  /** What a run comes to, and how long it takes; it is cut at its bound. Default: 1, at once. */
  readonly run?: (nth: number) => {
    readonly status?: number | null
    readonly ms?: number
    readonly failed?: string
  }
  readonly processes?: readonly ProcessInfo[]
  readonly commandLines?: Readonly<Record<number, string>>
  /** When processes end, in milliseconds. Default: never. */
  readonly ends?: Readonly<Record<number, number>>
}

/** Makes such a world. */
export function fakeWorld({
  run = () => ({}),
  processes = [],
  commandLines = {},
  ends = {},
}: FakeGiven = {}): FakeWorld {
  const controller = new AbortController()
  const pauses: number[] = []
  const runs: (CommandRun & { readonly at: number })[] = []
  let now = 1_000_000
  const began = now
  let abortAt = Number.POSITIVE_INFINITY
  const pass = (ms: number): void => {
    now = Math.min(now + ms, Math.max(now, abortAt))
    if (now >= abortAt) controller.abort('told to')
  }
  const isRunning = ({ pid }: ProcessInfo): boolean => now < began + (ends[pid] ?? Number.POSITIVE_INFINITY)
  return {
    pauses,
    runs,
    signal: controller.signal,
    abortAt: (ms) => {
      abortAt = began + ms
      pass(0)
    },
    now: () => now - began,
    ops: {
      now: () => now,
      sleep: async (ms) => {
        pauses.push(ms)
        pass(ms)
      },
      processes: () => processes.filter(isRunning),
      isRunning,
      commandLine: (pid) => commandLines[pid] ?? '',
      run: async (request): Promise<RunResult> => {
        runs.push({ ...request, at: now - began })
        const { status = 1, ms = 0, failed } = run(runs.length)
        if (failed !== undefined) return { kind: 'failed', why: failed }
        pass(Math.min(ms, request.boundMs))
        return controller.signal.aborted || ms >= request.boundMs
          ? { kind: 'killed' }
          : { kind: 'exited', status }
      },
    },
  }
}

/** A process among others. */
export function processOf(pid: number, parent: number, more: Partial<ProcessInfo> = {}): ProcessInfo {
  return { pid, parent, name: 'bash', leads: true, startedMs: pid * 1000, ...more }
}
