import type { Unknown } from '../fingerprint/fingerprint.ts'
import type { ProgressOps } from '../paths/ops.ts'
import { readText } from '../paths/read-file.ts'
import type { Repository } from './repository.ts'

/** Where a reference leads. `unborn`: a branch without a commit. `ask`: these files don't say, git may know. */
export type RefReading =
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'unborn' | 'ask' }
  | Unknown

type Folders = Pick<Repository, 'gitDir' | 'commonDir'>

/** A reference holds an id or one name. */
const REF_LIMIT = 4096
/** A longer list of packed references is left to git: so long ones are rare, and most branches are not packed. */
const PACKED_LIMIT = 1_048_576
/** As deep as git itself follows. */
const DEPTH = 5

const CORRUPT = { kind: 'unknown', unknown: 'corrupt' } as const
/** The commit that HEAD points to, read from the repository's files alone. */
export function readHead(ops: ProgressOps, folders: Folders): RefReading {
  let ref = 'HEAD'
  for (let depth = 0; depth <= DEPTH; depth++) {
    const folder = isOfOneTree(ref) ? folders.gitDir : folders.commonDir
    const reading = readText(ops, `${folder}/${ref}`, REF_LIMIT)
    if (reading.kind === 'unknown') return reading
    if (reading.kind !== 'text') return ref === 'HEAD' ? { kind: 'ask' } : readPacked(ops, folders, ref)
    if (!reading.text.startsWith('ref:')) {
      const id = leadingId(reading.text)
      return id === undefined ? CORRUPT : { kind: 'commit', id }
    }
    ref = reading.text.slice('ref:'.length).trim()
    if (!isRefName(ref)) return CORRUPT
    // What a repository with references in tables keeps here, for programs that only know files.
    if (ref === 'refs/heads/.invalid') return { kind: 'ask' }
  }
  return { kind: 'unknown', unknown: 'ref-loop' }
}

function readPacked(ops: ProgressOps, { commonDir }: Folders, ref: string): RefReading {
  const packed = findPackedRef(ops, `${commonDir}/packed-refs`, ref)
  if (packed.kind !== 'unborn') return packed
  try {
    return ops.stat(`${commonDir}/reftable`) === undefined ? packed : { kind: 'ask' }
  } catch {
    return { kind: 'ask' }
  }
}

/** What a list of packed references says of one of them. */
export function findPackedRef(ops: ProgressOps, path: string, ref: string): RefReading {
  const list = readText(ops, path, PACKED_LIMIT)
  if (list.kind === 'missing') return { kind: 'unborn' }
  if (list.kind === 'folder') return CORRUPT
  if (list.kind === 'unknown') return list.unknown === 'too-big' ? { kind: 'ask' } : list
  const { text } = list
  const end = text.indexOf(` ${ref}\n`)
  if (end !== -1) {
    const id = leadingId(text.slice(text.lastIndexOf('\n', end) + 1, end))
    return id === undefined ? CORRUPT : { kind: 'commit', id }
  }
  // "None" is answered only of a list that is nothing but entries.
  const isWhole = text === '' || text.endsWith('\n')
  const [first = '', ...lines] = text.split('\n')
  const isSound = isWhole && lines.every(isPackedLine)
  return isSound && (first.startsWith('#') || isPackedLine(first)) ? { kind: 'unborn' } : CORRUPT
}

function isPackedLine(line: string): boolean {
  return line === '' || /^(?:[0-9a-f]{40}(?:[0-9a-f]{24})? .|\^[0-9a-f]{40}(?:[0-9a-f]{24})?$)/.test(line)
}

/** The id a text starts with, in small letters; as git allows, a space and more may follow. Zeros stand for no object. */
function leadingId(text: string): string | undefined {
  return /^(?!0+(?:\s|$))([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:\s|$)/.exec(text.toLowerCase())?.[1]
}

/** Whether a name lies below `refs/` and no part of it can lead out, so that a path can be made of it. */
function isRefName(name: string): boolean {
  // Nor control characters, a space, a backslash, and U+FFFD, which stands for bytes that no text is made of.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return /^refs(?:\/(?!\.{1,2}(?:\/|$))[^/\x00-\x20\x7f\\\ufffd]+)+$/.test(name)
}

/** Whether a reference belongs to one work tree; all others are shared. */
function isOfOneTree(ref: string): boolean {
  return ref === 'HEAD' || /^refs\/(?:bisect|worktree|rewritten)\//.test(ref)
}
