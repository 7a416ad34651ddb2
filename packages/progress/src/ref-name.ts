const PREFIX = 'refs/'

/** Whether a name lies below `refs/` and no part of it can lead out, so that a path can be made of it. */
export function isRefName(name: string): boolean {
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
export function isOfOneTree(ref: string): boolean {
  return (
    ref === 'HEAD' ||
    ref.startsWith('refs/bisect/') ||
    ref.startsWith('refs/worktree/') ||
    ref.startsWith('refs/rewritten/')
  )
}
