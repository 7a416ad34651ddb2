/** The code of an error of the file system, or what it says. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'its file system is read-only',
  ENOSPC: 'there is no space left on its disk',
  EDQUOT: 'your share of its disk is used up',
  ENOTDIR: 'something on the way to it is no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else of that name is in the way',
  ENOTEMPTY: 'something else of that name is in the way',
  ENOENT: 'something on the way to it is gone',
  ELOOP: 'a link on the way to it leads back to itself',
  ENAMETOOLONG: 'its name is longer than its file system takes',
  EIO: 'its disk fails',
  EBUSY: 'another program has it open',
  EMFILE: 'too many files are open',
}

/** Why the file system didn't do what it was asked, in words, with its code for whoever looks that up. */
export function whyOf(error: unknown): string {
  const code = codeOf(error)
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined
  return words === undefined ? code : `${words} (${code})`
}
