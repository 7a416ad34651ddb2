import type { Repository } from './find-repository.ts'
import type { Unknown } from './fingerprint.ts'
import { leadingId } from './object-id.ts'
import type { ProgressOps } from './ops.ts'
import { findPackedRef } from './packed-refs.ts'
import { readText } from './read-file.ts'
import { isOfOneTree, isRefName } from './ref-name.ts'

/** Where HEAD leads. `unborn`: a branch without a commit. `ask`: these files don't say, git may know. */
export type HeadReading =
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'unborn' }
  | { readonly kind: 'ask' }
  | ({ readonly kind: 'unknown' } & Unknown)

/** A reference holds an id or one name. */
const REF_LIMIT = 4096
/** As deep as git itself follows. */
const DEPTH = 5

const CORRUPT = { kind: 'unknown', unknown: 'corrupt' } as const

/** The commit that HEAD points to, read from the repository's files alone. */
export function readHead(ops: ProgressOps, repository: Repository): HeadReading {
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

function readPacked(ops: ProgressOps, { commonDir }: Repository, ref: string): HeadReading {
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
