import { readSync } from 'node:fs'
import type { Stdin } from '@dos/hook-call/io'
import { gather } from './gather.ts'
import type { WaitForStdin } from './poll.ts'

const BLOCK = 64 * 1024

/** Reads stdin by plain reads, each only once there is something to read. */
export function readPolled(wait: WaitForStdin, deadlineMs: number): Stdin {
  const gathering = gather()
  const end = performance.now() + deadlineMs
  for (let left = deadlineMs; left > 0; left = end - performance.now()) {
    if (!wait(left)) break
    const block = new Uint8Array(BLOCK)
    const count = read(block)
    if (count === 'again') continue
    if (typeof count === 'object') return count
    const whole = count === 0 ? gathering.end() : gathering.add(block.subarray(0, count))
    if (whole !== undefined) return whole
  }
  return { kind: 'late' }
}

function read(block: Uint8Array): number | 'again' | Stdin {
  try {
    return readSync(0, block, 0, BLOCK, null)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EAGAIN' || code === 'EINTR') return 'again'
    // A closed stdin is an empty one.
    return code === 'EBADF' ? 0 : { kind: 'broken', cause }
  }
}
