/** What asks a process to end. */
export type EndSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP'

/** What can end a wait from outside. */
export interface EndSources {
  /** Asked again and again; each answers why the wait is to end, or `undefined` while it may go on. */
  readonly checks: readonly (() => string | undefined)[]
  /** Milliseconds from asking to asking. Default 250. */
  readonly everyMs?: number
  /** Signals that end the wait instead of the process. Default SIGTERM, SIGINT and SIGHUP. */
  readonly signals?: readonly EndSignal[]
}

/** A watch that is kept while something is waited for. */
export interface EndWatch {
  /** Aborted once the wait is to end; its reason is a sentence. */
  readonly signal: AbortSignal
  /** Ends the watch: from then on signals do again what they did before. */
  readonly stop: () => void
}

/** Watches for whatever ends a wait. The first check is made at once. */
export function watchForEnd({
  checks,
  everyMs = 250,
  signals = ['SIGTERM', 'SIGINT', 'SIGHUP'],
}: EndSources): EndWatch {
  const controller = new AbortController()
  const heed = (signal: string): void => controller.abort(`${signal} came`)
  const ask = (): void => {
    for (const check of checks) {
      const why = check()
      if (why !== undefined) controller.abort(why)
    }
  }
  for (const signal of signals) process.on(signal, heed)
  const timer = setInterval(ask, everyMs)
  ask()
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer)
      for (const signal of signals) process.off(signal, heed)
    },
  }
}
