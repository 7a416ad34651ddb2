/** Puts parts of a path together as the platform writes it. The first may be a root; none may be empty. */
export function joinPath(platform: string, first: string, ...parts: readonly string[]): string {
  const separator = platform === 'win32' ? '\\' : '/'
  const below = parts.flatMap((part) => part.split('/')).join(separator)
  const isRoot = first.endsWith('/') || (platform === 'win32' && first.endsWith('\\'))
  return isRoot ? `${first}${below}` : `${first}${separator}${below}`
}

/** Whether a path stands for itself, wherever it is used from. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || isWindowsRoot(path)
}

/** The last part of a path, whichever way it is written. */
export function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/** Whether a path starts with a drive letter, or is a share: `C:\…`, `C:/…`, `\\server\…`. */
export function isWindowsRoot(path: string): boolean {
  return /^([A-Za-z]:[\\/]|\\\\)/.test(path)
}
