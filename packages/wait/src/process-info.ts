/** One process of this machine. Ended ones that nobody has taken leave of (zombies) are none. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  /** Its program's short name, without a path. */
  readonly name: string
  /** Whether it was started in a session (on macOS: a process group) of its own. */
  readonly leads: boolean
  /** When it was started, in milliseconds of a clock that all processes share. */
  readonly startedMs: number
}
