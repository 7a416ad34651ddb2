import type { Environment } from './event.ts'

/**
 * A path as the system takes it, from a host's word for it: a path, or a `file:` URI, which is decoded. On Windows
 * `/c:/…` and Git Bash's `/c/…` are paths of a drive. `undefined` for what is no path: an empty text, a URI that can't
 * be decoded, and one that names another machine, where looking alone would already sign in there.
 *
 * @param env - Windows is told by its `OS`, which is `Windows_NT` there and in no other system
 */
export function toPath(value: unknown, env: Environment): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const path = isFileUri(value) ? decodeFileUri(value) : value
  return path !== undefined && env['OS'] === 'Windows_NT' ? withDrive(path) : path
}

/** The first path of a list of folders, or of one folder alone; a folder may be an object that has its path or URI. */
export function firstFolder(value: unknown, env: Environment): string | undefined {
  for (const folder of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    const path = toPath(folder, env) ?? pathOfObject(folder, env)
    if (path !== undefined) return path
  }
  return undefined
}

function pathOfObject(folder: unknown, env: Environment): string | undefined {
  if (typeof folder !== 'object' || folder === null) return undefined
  const { path, fsPath, uri } = folder as { readonly [field: string]: unknown }
  return toPath(fsPath, env) ?? toPath(path, env) ?? toPath(uri, env)
}

function isFileUri(value: string): boolean {
  return value.slice(0, 5).toLowerCase() === 'file:'
}

/** By hand, since the compiler knows no `URL` here. A `#` or `?` is taken as part of the name. */
function decodeFileUri(uri: string): string | undefined {
  let rest = uri.slice(5)
  if (rest.startsWith('//')) {
    const end = rest.indexOf('/', 2)
    const machine = rest.slice(2, end < 0 ? rest.length : end)
    // Some write a drive where the machine belongs.
    if (isDrive(machine)) rest = rest.slice(1)
    else if (machine === '' || machine.toLowerCase() === 'localhost') rest = end < 0 ? '' : rest.slice(end)
    else return undefined
  }
  try {
    const path = decodeURIComponent(rest)
    const second = path.charAt(1)
    const isPath = path.startsWith('/') && second !== '/' && second !== '\\' && !path.includes('\0')
    return isPath ? path : undefined
  } catch {
    return undefined
  }
}

/** `/c:/…`, `/c:` and `/c/…` without the slash that Windows knows nothing of. */
function withDrive(path: string): string {
  if (path.charAt(0) !== '/' || !isLetter(path.charAt(1))) return path
  if (path.charAt(2) === ':') return path.length === 3 ? `${path.slice(1)}/` : path.slice(1)
  const isBash = path.charAt(2) === '/' || path.length === 2
  return isBash ? `${path.charAt(1)}:/${path.slice(3)}` : path
}

function isDrive(text: string): boolean {
  return isLetter(text.charAt(0)) && (text.slice(1) === ':' || text.slice(1).toLowerCase() === '%3a')
}

function isLetter(character: string): boolean {
  const lower = character.toLowerCase()
  return lower >= 'a' && lower <= 'z'
}
