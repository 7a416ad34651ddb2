/** What nearly every id is. The first use of the rule for all scripts costs 0.1 ms of a start, this one nothing. */
const PLAIN = /^[A-Za-z0-9_-]+$/

/** Everything but letters and numbers of any script, `-` and `_`. */
const DROPPED = /[^\p{L}\p{N}_-]/gu

/** The same, but marks that stand on a letter are kept: without them, different words would be one. */
const ENCODED = /[^\p{L}\p{N}\p{M}_-]/gu

/** Half of a surrogate pair that stands alone, as its three bytes. */
const LONE_HALF = /%ED%([AB][0-9A-F])%([89AB][0-9A-F])/g

/** The name of the one tally that all sessions of a workspace can share. No encoded name is like it. */
export const WORKSPACE_NAME = '%workspace'

/**
 * The file name that stands for a session id from outside: letters and numbers of any script, `-` and `_` are
 * kept, all else is dropped (`../../etc/passwd` becomes `etcpasswd`), so that no id can leave the folder.
 * `undefined` where nothing is left: such a session has no tally.
 */
export function sessionName(id: string): string | undefined {
  if (PLAIN.test(id)) return id
  const name = id.replace(DROPPED, '')
  return name === '' ? undefined : name
}

/**
 * The file name that stands for a run, without loss: no two runs share one. What is no letter, number, mark, `-` or `_`
 * is percent-encoded as UTF-8 (`release-1.1` becomes `release-1%2E1`). The empty name is `%`.
 */
export function runName(runId: string): string {
  if (PLAIN.test(runId)) return runId
  return runId === '' ? '%' : runId.replace(ENCODED, encodeCharacter)
}

/** `encodeURIComponent` leaves eleven ASCII characters as they are, and throws on half a pair. */
function encodeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const bytes =
    code >= 0xd800 && code <= 0xdfff
      ? [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      : new TextEncoder().encode(character)
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** Whose tally a file name, without its ending, stands for; `undefined` where nothing here writes that name. */
export function nameOfTally(name: string): string | undefined {
  if (PLAIN.test(name) || name === WORKSPACE_NAME) return name
  const run = decodeRunName(name)
  return run !== undefined && runName(run) === name ? run : undefined
}

function decodeRunName(name: string): string | undefined {
  if (name === '%') return ''
  try {
    return decodeURIComponent(name.replace(LONE_HALF, (_, high: string, low: string) => halfOf(high, low)))
  } catch {
    return undefined
  }
}

function halfOf(high: string, low: string): string {
  const [top, bottom] = [Number.parseInt(high, 16) & 0x3f, Number.parseInt(low, 16) & 0x3f]
  return String.fromCharCode(0xd000 | (top << 6) | bottom)
}
