/** One line of a `.gitignore`. */
interface Pattern {
  readonly isNegated: boolean
  /** It ends with `/`: only folders are meant. */
  readonly isOfFolders: boolean
  /** What stands between the `/`, each as its tokens; `**` stands for any number of names. */
  readonly parts: readonly (readonly string[] | typeof ANY)[]
}

const ANY = '**'

/**
 * Answers whether a `.gitignore` with these lines ignores a file, by its path from the folder of the `.gitignore`.
 * Capital letters count as small ones. Written here since a library for it took half a millisecond to load at every turn.
 */
export function ignoredBy(lines: readonly string[]): (path: string) => boolean {
  const patterns = lines.flatMap(parseLine)
  return (path) => {
    const names = Array.from(path.toLowerCase().split('/'), (name) => [...name])
    // A file in an ignored folder can't be taken back.
    return names.some((_, index) => {
      const isFolder = index < names.length - 1
      const last = patterns.findLast(
        ({ isOfFolders, parts }) => (isFolder || !isOfFolders) && matchPath(parts, names.slice(0, index + 1)),
      )
      return last?.isNegated === false
    })
  }
}

function parseLine(line: string): readonly Pattern[] {
  const [, bang, text = ''] = /^(!?)(.*?)(?<!\\)\s*$/s.exec(line.toLowerCase()) ?? []
  const path = text.replace(/^\/|\/$/g, '')
  if (path === '' || (bang === '' && text.startsWith('#'))) return []
  const names = path.split('/').map((name) => (/^\*{2,}$/.test(name) ? ANY : name))
  // Without a `/` before its end, a pattern holds in every folder below.
  if (!text.slice(0, -1).includes('/')) names.unshift(ANY)
  // At the end, `**` stands for all in a folder but not for the folder.
  if (names.length > 1 && names.at(-1) === ANY) names.splice(-1, 0, '*')
  const parts = names.map((name) => (name === ANY ? ANY : (name.match(TOKEN) ?? [])))
  return [{ isNegated: bang === '!', isOfFolders: text.endsWith('/'), parts }]
}

/** An escaped character, a class of characters, or one character. */
const TOKEN = /\\.|\[[!^]?\]?(?:\\.|[^\]\\])*\]|./gsu

function matchPath(parts: Pattern['parts'], names: readonly (readonly string[])[]): boolean {
  return match(
    parts,
    names,
    (part) => part === ANY,
    (part, name) => part !== ANY && match(part, name, isStar, isOneOf),
  )
}

function isStar(token: string): boolean {
  return token === '*'
}

function isOneOf(token: string, character: string): boolean {
  if (token === '?') return true
  if (token[0] === '\\') return token.slice(1) === character
  if (token[0] !== '[') return token === character
  const [, not, body = ''] = /^\[([!^]?)(.+)\]$/su.exec(token) ?? []
  const ranges = body.matchAll(/\\?(.)(?:-\\?(.))?/gsu)
  const isIn = [...ranges].some(([, low = '', high = low]) => low <= character && character <= high)
  // A class without an end holds nothing.
  return body !== '' && isIn === (not === '')
}

/** Whether items fit a pattern with stars. Only the last star is ever gone back to, so that no pattern takes long. */
function match<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isAny: (part: P) => boolean,
  fits: (part: P, item: T) => boolean,
): boolean {
  let at = 0
  let star = -1
  let starItem = 0
  let index = 0
  while (index < items.length) {
    const part = pattern[at]
    if (part !== undefined && isAny(part)) {
      star = at++
      starItem = index
    } else if (part !== undefined && fits(part, items[index] as T)) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++starItem
    } else return false
  }
  return pattern.slice(at).every(isAny)
}
