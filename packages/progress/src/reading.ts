import type { Unknown } from './fingerprint.ts'
import type { GitAnswer, GitQuestion, ProgressOps } from './ops.ts'

/** One reading of a fingerprint: its operations and the time it has to be done by. */
export interface Reading {
  readonly ops: ProgressOps
  /** By `ops.now()`, in milliseconds. */
  readonly deadline: number
  /** The most files whose changes are looked at. */
  readonly maxFiles: number
}

/** What git said, or why it said nothing. */
export type Asked =
  | { readonly kind: 'answered'; readonly stdout: string }
  | ({ readonly kind: 'unknown' } & Unknown)

/** An answer of one or two ids, with room to spare. */
const SHORT = 4096

/** Whether the time is used up. */
export function isLate({ ops, deadline }: Reading): boolean {
  return ops.now() >= deadline
}

/** Asks git within the time that is left. */
export function askGit(
  reading: Reading,
  question: Pick<GitQuestion, 'root' | 'args' | 'config'>,
  maxBytes: number = SHORT,
): Asked {
  const timeoutMs = reading.deadline - reading.ops.now()
  if (timeoutMs <= 0) return { kind: 'unknown', unknown: 'late' }
  let answer: GitAnswer
  try {
    // Git compares its ceiling with the folder it really is in.
    const root = reading.ops.realpath(question.root)
    answer = reading.ops.git({ ...question, root, timeoutMs, maxBytes })
  } catch {
    return { kind: 'unknown', unknown: 'unreadable' }
  }
  switch (answer.kind) {
    case 'answered':
      return answer
    case 'refused':
      return { kind: 'unknown', unknown: 'git-failed' }
    case 'too-much':
      return { kind: 'unknown', unknown: 'too-many' }
    case 'no-git':
    case 'late':
      return { kind: 'unknown', unknown: answer.kind }
  }
}
