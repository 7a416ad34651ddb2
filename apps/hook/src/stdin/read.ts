import { fstatSync, readSync } from 'node:fs'
import type { Stdin } from '@dos/hook-call/io'
import { gather } from './gather.ts'

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

/** Waits until stdin can be read without blocking, or has ended; `false` once the time is over. */
type WaitForStdin = (ms: number) => boolean

/** Where the C library is. A platform or C library that is not here is read by its events instead. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  linux: ['libc.so.6', 'libc.musl-x86_64.so.1', 'libc.musl-aarch64.so.1'],
  darwin: ['libSystem.B.dylib'],
}

/** `struct pollfd { int fd; short events; short revents; }` for descriptor 0 and POLLIN, which is 1 everywhere. */
const STDIN_READABLE = [0, 0, 0, 0, 1, 0, 0, 0]

/**
 * poll(2) on stdin by Bun's foreign function interface, where it can be had. A read by events was measured at 1.2 to
 * 1.6 ms on a pipe, because it starts threads; poll and a plain read at 0.3. Under Node, `undefined`.
 */
async function findPoll(): Promise<WaitForStdin | undefined> {
  if (process.versions.bun === undefined) return undefined
  const { dlopen } = await import('bun:ffi')
  for (const library of LIBRARIES[process.platform] ?? []) {
    try {
      const { symbols } = dlopen(library, { poll: { args: ['ptr', 'u64', 'i32'], returns: 'i32' } })
      return (ms) => {
        const end = performance.now() + ms
        for (let left = ms; left > 0; left = end - performance.now()) {
          const ready = symbols.poll(Uint8Array.from(STDIN_READABLE), 1, Math.ceil(left))
          // A signal that is handled cuts a wait short with -1. A read would then wait without a deadline.
          if (ready >= 0) return ready > 0
        }
        return false
      }
    } catch {
      // Another name, perhaps.
    }
  }
  return undefined
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
