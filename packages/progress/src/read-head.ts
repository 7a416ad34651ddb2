import type { Repository } from './find-repository.ts'
import type { Unknown } from './fingerprint.ts'
import type { ProgressOps } from './ops.ts'
import { findPackedRef } from './packed-refs.ts'
import { readText } from './read-file.ts'

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
    const reading = readText(ops, `${folderOf(repository, ref)}/${ref}`, REF_LIMIT)
    if (reading.kind === 'unknown') return reading
    if (reading.kind !== 'text') return ref === 'HEAD' ? { kind: 'ask' } : readPacked(ops, repository, ref)

    const id = /^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})(?:\s|$)/.exec(reading.text)?.[1]
    if (id !== undefined) return /^0+$/.test(id) ? CORRUPT : { kind: 'commit', id: id.toLowerCase() }

    const target = /^ref:\s*([^\r\n]*?)\s*$/.exec(reading.text)?.[1]
    if (target === undefined || !isRefName(target)) return CORRUPT
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

/** HEAD and a few more belong to one work tree, all other references to all of them. */
function folderOf({ gitDir, commonDir }: Repository, ref: string): string {
  return /^(HEAD$|refs\/(bisect|worktree|rewritten)\/)/.test(ref) ? gitDir : commonDir
}

/** A name below `refs/` that no part of can lead out of it. U+FFFD: bytes that no path can be made of. */
function isRefName(name: string): boolean {
  return name.startsWith('refs/') && !/(^|\/)\.\.?(\/|$)|[\0-\x20\x7f\\\uFFFD]|\/\/|\/$/.test(name)
}
