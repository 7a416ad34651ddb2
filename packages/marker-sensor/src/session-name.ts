/** What nearly every id is. The first use of the rule for all scripts costs 0.1 ms of a start, this one nothing. */
const PLAIN = /^[A-Za-z0-9_-]+$/

/** Everything but letters and numbers of any script, `-` and `_`. */
const DROPPED = /[^\p{L}\p{N}_-]/gu

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
