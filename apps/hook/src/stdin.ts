import { fstatSync, read, readSync } from 'node:fs'
import type { Stdin } from './io.ts'

/** The longest event taken: 16 MiB, some hundred times the longest seen. */
const LIMIT = 16 * 1024 * 1024

const BLOCK = 64 * 1024

/** How long to wait before a stdin that doesn't block is asked again, in milliseconds. */
const AGAIN_MS = 5

const CLOSING_BRACE = 0x7d

/** Asks for the next bytes; the answer comes once, with no bytes at the end. */
type Pull = (answer: (error: unknown, bytes: Uint8Array | undefined) => void) => void

/**
 * Reads stdin until its end, until what is there is a whole JSON object (a host may keep the pipe open), or until
 * the deadline. A read may still be waiting when this answers: the process has to be ended, not waited for.
 */
export async function readStdin(deadlineMs: number): Promise<Stdin> {
  return isRegularFile() ? readThrough() : readInTime(deadlineMs)
}

/** A regular file never keeps anyone waiting, and to read it at once saves starting a thread: 1 ms. */
function readThrough(): Stdin {
  const chunks: Uint8Array[] = []
  for (let length = 0; length <= LIMIT; ) {
    const block = new Uint8Array(BLOCK)
    const count = readSync(0, block, 0, BLOCK, null)
    if (count === 0) return { kind: 'text', text: decode(chunks) }
    chunks.push(block.subarray(0, count))
    length += count
  }
  return { kind: 'too-long', limit: LIMIT }
}

function isRegularFile(): boolean {
  try {
    return fstatSync(0).isFile()
  } catch {
    return false
  }
}

function readInTime(deadlineMs: number): Promise<Stdin> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let length = 0
    let over = false
    const finish = (stdin: Stdin): void => {
      over = true
      clearTimeout(timer)
      resolve(stdin)
    }
    const timer = setTimeout(() => finish({ kind: 'late' }), deadlineMs)
    const pull = process.versions.bun === undefined ? nodePull() : bunPull
    const next = (): void =>
      pull((error, bytes) => {
        if (over) return
        if (error !== null) return finish({ kind: 'broken', cause: error })
        if (bytes === undefined) return finish({ kind: 'text', text: decode(chunks) })
        chunks.push(bytes)
        length += bytes.length
        if (length > LIMIT) return finish({ kind: 'too-long', limit: LIMIT })
        if (mayBeWhole(bytes)) {
          const text = decode(chunks)
          if (isObject(text)) return finish({ kind: 'text', text })
        }
        next()
      })
    next()
  })
}

/** Bun ends the process even while a read waits, so the cheap way is open: `process.stdin` costs 4 to 15 ms there. */
const bunPull: Pull = (answer) => {
  const block = new Uint8Array(BLOCK)
  read(0, block, 0, BLOCK, null, (error, count) => {
    if (error === null) answer(null, count === 0 ? undefined : block.subarray(0, count))
    // A host may hand over its end of a pipe that it has set not to block: nothing there yet is no failure.
    else if (error.code === 'EAGAIN') setTimeout(bunPull, AGAIN_MS, answer)
    // A closed stdin is an empty one.
    else answer(error.code === 'EOF' || error.code === 'EBADF' ? null : error, undefined)
  })
}

/** Node waits for a pending read when it exits, and only its own stream can be left alone. */
function nodePull(): Pull {
  const chunks = process.stdin[Symbol.asyncIterator]()
  return (answer) => {
    chunks.next().then(
      ({ done, value }) => answer(null, done === true ? undefined : (value as Uint8Array)),
      (error: unknown) => answer(error, undefined),
    )
  }
}

function decode(chunks: readonly Uint8Array[]): string {
  const [first] = chunks
  return new TextDecoder().decode(chunks.length === 1 ? first : Buffer.concat(chunks))
}

function mayBeWhole(bytes: Uint8Array): boolean {
  let at = bytes.length - 1
  while (at > 0 && isSpace(bytes[at])) at -= 1
  return bytes[at] === CLOSING_BRACE
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
