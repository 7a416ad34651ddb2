/** Everything but letters and numbers of any script, `-` and `_`. */
const DROPPED = /[^\p{L}\p{N}_-]/gu

/**
 * The file name that stands for a session id from outside: letters and numbers of any script, `-` and `_` are
 * kept, all else is dropped (`../../etc/passwd` becomes `etcpasswd`), so that no id can leave the folder.
 * `undefined` where nothing is left: such a session has no tally.
 */
export function sessionName(id: string): string | undefined {
  const name = id.replace(DROPPED, '')
  return name === '' ? undefined : name
}
