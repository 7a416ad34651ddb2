import { fstatSync } from 'node:fs'
import type { Stdin } from '@dos/hook-call/io'
import { findPoll } from './poll.ts'
import { readPolled } from './read-polled.ts'
import { readStreamed } from './read-streamed.ts'

/**
 * Reads stdin until its end, until what is there is a whole JSON object, or until the deadline.
 *
 * @param deadlineMs - the most it may take, in milliseconds
 */
export async function readStdin(deadlineMs: number): Promise<Stdin> {
  // A regular file never keeps anyone waiting.
  const wait = isRegularFile() ? () => true : await findPoll()
  return wait === undefined ? readStreamed(deadlineMs) : readPolled(wait, deadlineMs)
}

function isRegularFile(): boolean {
  try {
    return fstatSync(0).isFile()
  } catch {
    return false
  }
}
