import { fstatSync, readSync } from 'node:fs'
import type { Stdin } from '@dos/hook-call/io'
import { findPoll, POLLIN, type Poll } from '@dos/hook-call/poll'
import { gather } from './gather.ts'

/**
 * Reads stdin until its end, until what is there is a whole JSON object, or until the deadline.
 *
 * @param deadlineMs - the most it may take, in milliseconds
 */
export async function readStdin(deadlineMs: number): Promise<Stdin> {
  // A regular file never keeps anyone waiting.
  if (isRegularFile()) return readPolled(() => true, deadlineMs)
  const poll = await findPoll()
  return poll === undefined ? readStreamed(deadlineMs) : readPolled(waitBy(poll), deadlineMs)
}

function isRegularFile(): boolean {
  try {
    return fstatSync(0).isFile()
  } catch {
    return false
  }
}

/** Waits until stdin can be read without blocking, or has ended; `false` once the time is over. */
type WaitForStdin = (ms: number) => boolean

function waitBy(poll: Poll): WaitForStdin {
  return (ms) => {
    const end = performance.now() + ms
    for (let left = ms; left > 0; left = end - performance.now()) {
      const ready = poll(0, POLLIN, Math.ceil(left))
      // A signal that is handled cuts a wait short. A read would then wait without a deadline.
      if (ready >= 0) return ready > 0
    }
    return false
  }
}

const BLOCK = 64 * 1024

/** Reads stdin by plain reads, each only once there is something to read. */
function readPolled(wait: WaitForStdin, deadlineMs: number): Stdin {
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

/** Reads stdin by its events. A read may still be waiting when this answers: the process has to be ended. */
function readStreamed(deadlineMs: number): Promise<Stdin> {
  const late = new Promise<Stdin>((resolve) => setTimeout(resolve, deadlineMs, { kind: 'late' }))
  return Promise.race([readAll(), late])
}

async function readAll(): Promise<Stdin> {
  const gathering = gather()
  const pieces = open()
  try {
    for (;;) {
      const { done, value } = await pieces.next()
      const whole = done === true ? gathering.end() : gathering.add(value)
      if (whole !== undefined) return whole
    }
  } catch (cause) {
    return { kind: 'broken', cause }
  }
}

/** `process.stdin` is all that Node has; under Bun it takes 4 to 15 ms to load. */
function open(): AsyncIterator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> =
    process.versions.bun === undefined ? process.stdin : Bun.stdin.stream()
  return stream[Symbol.asyncIterator]()
}
