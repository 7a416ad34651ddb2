/**
 * The shared format's rule for tags once more, by somebody who never asks a JSON parser for a value: it goes by the
 * tokens of the line, as they are written, and reckons with decimal digits.
 */

/** What a reader of the shared format does with a line of one JSON object. */
export type Fate = 'counts' | 'zeroes' | 'does nothing' | 'is passed over'

const TOKEN = /[\t\r ]*([{}[\],:]|"(?:[^"\\]|\\.)*"|[-+.\dEe]+|true|false|null)/y

/** @param understands - the newest version the reader knows */
export function fateOf(line: string, understands: number): Fate {
  const members = membersOf(tokensOf(line))
  if (!isReadable(members.get('schema'), understands)) return 'is passed over'
  const [op, ...more] = members.get('op') ?? []
  if (op === undefined || more.length > 0 || !op.startsWith('"')) return 'does nothing'
  const word = unquoted(op)
  return word === 'MARKER' ? 'counts' : word === 'RESET' ? 'zeroes' : 'does nothing'
}

function isReadable(schema: readonly string[] | undefined, understands: number): boolean {
  if (schema === undefined) return true
  const [first = '', ...more] = schema
  if (more.length === 0) return !isIntegerFromOne(first) || !isAbove(first, understands)
  if (first !== '{') return true
  const members = membersOf(schema)
  const [family = '', ...restOfFamily] = members.get('family') ?? []
  const [version = '', ...restOfVersion] = members.get('version') ?? []
  const wellFormed =
    family.startsWith('"') &&
    restOfFamily.length === 0 &&
    restOfVersion.length === 0 &&
    isIntegerFromOne(version)
  if (!wellFormed) return true
  return ['', 'wait-marker'].includes(unquoted(family)) && !isAbove(version, understands)
}

function tokensOf(line: string): readonly string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(line); match !== null; match = TOKEN.exec(line)) tokens.push(match[1] ?? '')
  return tokens
}

/** The tokens of each member of an object; of two with one name, the later. */
function membersOf(tokens: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly string[]>()
  let at = 1
  while (tokens[at] !== '}' && at < tokens.length) {
    const name = unquoted(tokens[at] ?? '')
    const from = at + 2
    let depth = 0
    at = from
    do {
      if (/^[{[]$/.test(tokens[at] ?? '')) depth += 1
      if (/^[}\]]$/.test(tokens[at] ?? '')) depth -= 1
      at += 1
    } while (depth > 0)
    members.set(name, tokens.slice(from, at))
    if (tokens[at] === ',') at += 1
  }
  return members
}

const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unquoted(token: string): string {
  return token
    .slice(1, -1)
    .replace(/\\u([\dA-Fa-f]{4})|\\(.)/g, (_, code: string | undefined, short: string) =>
      code === undefined ? (SHORT[short] ?? short) : String.fromCharCode(Number.parseInt(code, 16)),
    )
}

/** A number token as digits and how many zeros follow them, or, below 0, how many of them are behind the point. */
function decimal(token: string): { readonly digits: string; readonly zeros: number } | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:[Ee]([-+]?\d+))?$/.exec(token)
  if (match === null) return undefined
  const [, whole = '', behind = '', exponent = '0'] = match
  const all = (whole + behind).replace(/^0+/, '')
  const digits = all.replace(/0+$/, '')
  return { digits, zeros: Number(exponent) - behind.length + (all.length - digits.length) }
}

function isIntegerFromOne(token: string): boolean {
  const number = decimal(token)
  return number !== undefined && number.digits !== '' && number.zeros >= 0
}

function isAbove(token: string, limit: number): boolean {
  const { digits, zeros } = decimal(token) ?? { digits: '', zeros: 0 }
  return digits.length + zeros > 15 || BigInt(digits + '0'.repeat(zeros)) > BigInt(limit)
}
