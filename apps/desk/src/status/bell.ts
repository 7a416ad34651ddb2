/** Something to wait for that may happen before anybody waits. */
export interface Bell {
  readonly ring: () => void
  /** Waits until it rings, or has rung since the last wait, or until the time is over. */
  readonly rung: (withinMs: number) => Promise<void>
}

/** A new bell, silent. */
export function makeBell(): Bell {
  let hasRung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      hasRung = true
      wake?.()
    },
    rung: async (withinMs) => {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      hasRung = false
      wake = undefined
    },
  }
}
