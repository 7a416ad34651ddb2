import type { HookFlags } from '@dos/command-line/hook-flags'
import type { HookEvent } from '../event/event.ts'
import type { Io } from '../io.ts'

/** One call of a command that guards schedules, for what judges it. */
export interface GuardCall {
  readonly event: HookEvent
  readonly flags: HookFlags
  readonly io: Io
  /** Told each step as it is taken. */
  readonly trace: (step: string) => void
}
