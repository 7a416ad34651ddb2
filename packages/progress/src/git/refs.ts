import { NotSeen, whyOf } from '../fingerprint/fingerprint.ts'
import { orElse, type ProgressOps } from '../paths/ops.ts'
import { readText } from '../paths/read-file.ts'
import type { Repository } from './repository.ts'

/** Where a reference leads: the id of a commit; `unborn`: to none yet; `ask`: these files don't say, git may know. */
export type Ref = { readonly id: string } | 'unborn' | 'ask'

type Folders = Pick<Repository, 'gitDir' | 'commonDir'>

/** A reference holds an id or one name. */
const REF_LIMIT = 4096
/** A longer list of packed references is left to git: so long ones are rare, and most branches are not packed. */
const PACKED_LIMIT = 1_048_576
/** As deep as git itself follows. */
const DEPTH = 5

/** The commit that HEAD points to, read from the repository's files alone. */
export function readHead(ops: ProgressOps, folders: Folders): Ref {
  let ref = 'HEAD'
  for (let depth = 0; depth <= DEPTH; depth++) {
    const file = readText(ops, `${isOfOneTree(ref) ? folders.gitDir : folders.commonDir}/${ref}`, REF_LIMIT)
    if (typeof file === 'string') return ref === 'HEAD' ? 'ask' : readPacked(ops, folders, ref)
    if (!file.text.startsWith('ref:')) return { id: leadingId(file.text) }
    ref = file.text.slice('ref:'.length).trim()
    if (!isRefName(ref)) throw new NotSeen('corrupt')
    // What a repository with references in tables keeps here, for programs that only know files.
    if (ref === 'refs/heads/.invalid') return 'ask'
  }
  throw new NotSeen('ref-loop')
}

function readPacked(ops: ProgressOps, { commonDir }: Folders, ref: string): Ref {
  const packed = findPackedRef(ops, `${commonDir}/packed-refs`, ref)
  if (packed !== 'unborn') return packed
  const tables = orElse('unknown', () => ops.stat(`${commonDir}/reftable`))
  return tables === undefined ? 'unborn' : 'ask'
}

/** What a list of packed references says of one of them. */
export function findPackedRef(ops: ProgressOps, path: string, ref: string): Ref {
  let list: ReturnType<typeof readText>
  try {
    list = readText(ops, path, PACKED_LIMIT)
  } catch (error) {
    if (whyOf(error) === 'too-big') return 'ask'
    throw error
  }
  if (list === 'missing') return 'unborn'
  if (list === 'folder') throw new NotSeen('corrupt')
  const { text } = list
  const end = text.indexOf(` ${ref}\n`)
  if (end !== -1) return { id: leadingId(text.slice(text.lastIndexOf('\n', end) + 1, end)) }
  // A list that is anything but entries is damaged, and may have lost one.
  const [first = '', ...lines] = text.split('\n')
  const isWhole = text === '' || text.endsWith('\n')
  const isSound = isWhole && lines.every(isEntry) && (first.startsWith('#') || isEntry(first))
  if (!isSound) throw new NotSeen('corrupt')
  return 'unborn'
}

function isEntry(line: string): boolean {
  return line === '' || /^(?:[0-9a-f]{40}(?:[0-9a-f]{24})? .|\^[0-9a-f]{40}(?:[0-9a-f]{24})?$)/.test(line)
}

/** The id a text starts with, in small letters; as git allows, a space and more may follow. Zeros stand for no object. */
function leadingId(text: string): string {
  const id = /^(?!0+(?:\s|$))([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:\s|$)/.exec(text.toLowerCase())?.[1]
  if (id === undefined) throw new NotSeen('corrupt')
  return id
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
