import type { ProgressOps } from '../files/ops.ts'
import { readText } from '../files/read-file.ts'
import type { Unknown } from '../fingerprint.ts'
import type { Repository } from './find-repository.ts'
import { findPackedRef } from './packed-refs.ts'

/** Where HEAD leads. `unborn`: a branch without a commit. `ask`: these files don't say, git may know. */
export type HeadReading =
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'unborn' }
  | { readonly kind: 'ask' }
  | Unknown

/** A reference holds an id or one name. */
const REF_LIMIT = 4096
/** As deep as git itself follows. */
const DEPTH = 5

/** The lengths that an id has in hexadecimal digits. */
const SHA1 = 40
const SHA256 = 64
/** What git writes where there is no object. */
const ZEROS = '0'.repeat(SHA256)
const PREFIX = 'refs/'

const CORRUPT = { kind: 'unknown', unknown: 'corrupt' } as const

/** The commit that HEAD points to, read from the repository's files alone. */
export function readHead(
  ops: ProgressOps,
  repository: Pick<Repository, 'gitDir' | 'commonDir'>,
): HeadReading {
  let ref = 'HEAD'
  for (let depth = 0; depth <= DEPTH; depth++) {
    const reading = readText(
      ops,
      `${isOfOneTree(ref) ? repository.gitDir : repository.commonDir}/${ref}`,
      REF_LIMIT,
    )
    if (reading.kind === 'unknown') return reading
    if (reading.kind !== 'text') return ref === 'HEAD' ? { kind: 'ask' } : readPacked(ops, repository, ref)

    if (!reading.text.startsWith('ref:')) {
      const id = leadingId(reading.text)
      return id === undefined ? CORRUPT : { kind: 'commit', id }
    }
    const target = reading.text.slice('ref:'.length).trim()
    if (!isRefName(target)) return CORRUPT
    // What a repository with references in tables keeps here, for programs that only know files.
    if (target === 'refs/heads/.invalid') return { kind: 'ask' }
    ref = target
  }
  return { kind: 'unknown', unknown: 'ref-loop' }
}

function readPacked(
  ops: ProgressOps,
  { commonDir }: Pick<Repository, 'commonDir'>,
  ref: string,
): HeadReading {
  const packed = findPackedRef(ops, `${commonDir}/packed-refs`, ref)
  if (packed.kind !== 'none') return packed
  return holdsTables(ops, commonDir) ? { kind: 'ask' } : { kind: 'unborn' }
}

function holdsTables(ops: ProgressOps, commonDir: string): boolean {
  try {
    return ops.stat(`${commonDir}/reftable`) !== undefined
  } catch {
    return true
  }
}

/** Whether a name lies below `refs/` and no part of it can lead out, so that a path can be made of it. */
function isRefName(name: string): boolean {
  if (!name.startsWith(PREFIX) || name.length === PREFIX.length) return false
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    // Control characters, a space, a backslash, and U+FFFD, which stands for bytes that no text is made of.
    if (code <= 0x20 || code === 0x7f || code === 0x5c || code === 0xfffd) return false
  }
  const closed = `${name}/`
  return !closed.includes('//') && !closed.includes('/../') && !closed.includes('/./')
}

/** Whether a reference belongs to one work tree; all others are shared. */
function isOfOneTree(ref: string): boolean {
  return (
    ref === 'HEAD' ||
    ref.startsWith('refs/bisect/') ||
    ref.startsWith('refs/worktree/') ||
    ref.startsWith('refs/rewritten/')
  )
}

/**
 * The id a text starts with, in small letters: nothing may follow it but, as git allows, a space and the rest.
 * Nothing where it doesn't, or where it is the id of nothing. Every turn needs this once, and the first regular
 * expression of a process takes longer than this loop.
 */
function leadingId(text: string): string | undefined {
  const small = text.toLowerCase()
  let length = 0
  for (; length < small.length; length++) {
    const digit = small[length] ?? ''
    if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) break
  }
  if (length !== SHA1 && length !== SHA256) return undefined
  const id = small.slice(0, length)
  return small.slice(length, length + 1).trim() === '' && !ZEROS.startsWith(id) ? id : undefined
}
