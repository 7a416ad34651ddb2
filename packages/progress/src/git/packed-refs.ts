import type { ProgressOps } from '../files/ops.ts'
import { readAt, withFile } from '../files/read-file.ts'
import type { Unknown } from '../fingerprint.ts'

/** What `packed-refs` says of a reference. `ask`: too large to be read, and not sorted. */
export type PackedRef =
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'ask' }
  | Unknown

/** Read whole up to here: one read is cheaper than a search. */
const WHOLE = 65_536
/** A list that isn't sorted (git before 2.16 wrote it so) is read whole up to here. */
const WHOLE_UNSORTED = 1_048_576
/** Longer than two lines can be: a name has at most 4,096 bytes. */
const WINDOW = 10_240

const CORRUPT = { kind: 'unknown', unknown: 'corrupt' } as const
const ENTRY = /^([0-9a-f]{40}|[0-9a-f]{64}) (.+)$/
const PEELED = /^\^([0-9a-f]{40}|[0-9a-f]{64})$/

/**
 * Finds a reference in a `packed-refs` file of any size: a sorted one is searched by halving, so that a hundred
 * megabytes cost some twenty small reads.
 */
export function findPackedRef(ops: ProgressOps, path: string, ref: string): PackedRef {
  const found = withFile<PackedRef>(ops, path, (fd, { size }) => {
    const name = toLatin1Bytes(ref)
    if (size <= WHOLE) return scan(latin1(readAt(ops, fd, 0, size)), name)
    const read = (position: number, length: number): string => latin1(readAt(ops, fd, position, length))
    const header = /^# pack-refs with:[^\n]*\n/.exec(read(0, WINDOW))?.[0]
    if (header !== undefined && / sorted[ \n]/.test(header)) return search(read, header.length, size, name)
    return size <= WHOLE_UNSORTED ? scan(read(0, size), name) : { kind: 'ask' }
  })
  return found.kind === 'missing' ? { kind: 'none' } : found.kind === 'folder' ? CORRUPT : found
}

/** Both bounds stand at the start of a line; the reference, if it is there, lies between them. */
function search(
  read: (position: number, length: number) => string,
  start: number,
  end: number,
  name: string,
): PackedRef {
  let low = start
  let high = end
  while (high - low > 2 * WINDOW) {
    const middle = Math.floor((low + high) / 2)
    const window = read(middle, WINDOW)
    const entry = /\n((?:[0-9a-f]{40}|[0-9a-f]{64}) ([^\n]+))\n/.exec(window)
    if (entry === null) return CORRUPT
    const [, line = '', found = ''] = entry
    if (found === name) return scan(`${line}\n`, name)
    if (found < name) low = middle + entry.index + 1
    else high = middle + entry.index + 1
  }
  return scan(read(low, high - low), name)
}

/** Looks at whole lines only; "none" is answered only of a text that is nothing but entries. */
function scan(text: string, name: string): PackedRef {
  const at = text.indexOf(` ${name}\n`)
  if (at !== -1) {
    const line = text.slice(text.lastIndexOf('\n', at) + 1, at + 1 + name.length)
    const id = ENTRY.exec(line)?.[1]
    return id === undefined ? CORRUPT : { kind: 'commit', id }
  }
  if (text !== '' && !text.endsWith('\n')) return CORRUPT
  const sound = text
    .split('\n')
    .every(
      (line, index) =>
        line === '' || (index === 0 && line[0] === '#') || ENTRY.test(line) || PEELED.test(line),
    )
  return sound ? { kind: 'none' } : CORRUPT
}

/** One character a byte: git sorts names by their bytes. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function toLatin1Bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}
