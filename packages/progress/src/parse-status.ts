/** A file with uncommitted changes. */
export interface ChangedFile {
  /** From the root of the work tree. */
  readonly path: string
  /** Whether it is the folder of another repository: a submodule, or one that was put there. */
  readonly repository: boolean
}

/** How many fields stand before the path, by the kind of line. */
const FIELDS: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10, '?': 1 }

/**
 * Reads what `git status --porcelain=v2 -z` prints. Each file once, whatever git says of it twice (staged away and
 * untracked); what lies in a folder `.dos` is left out: the record of a turn is not the work of the turn.
 *
 * @returns the files, or `undefined` where they are more than `maxFiles`
 */
export function parseStatus(output: string, maxFiles: number): readonly ChangedFile[] | undefined {
  const files = new Map<string, ChangedFile>()
  const lines = output.split('\0')
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const kind = line[0] ?? ''
    const fields = FIELDS[kind]
    if (fields === undefined) continue
    const path = afterFields(line, fields)
    // The name it had before stands in a field of its own.
    if (kind === '2') i++
    if (path === '' || /(^|\/)\.dos(\/|$)/.test(path)) continue
    files.set(path, { path, repository: kind === '?' ? path.endsWith('/') : line[5] === 'S' })
    if (files.size > maxFiles) return undefined
  }
  return [...files.values()]
}

function afterFields(line: string, fields: number): string {
  let at = 0
  for (let i = 0; i < fields; i++) {
    at = line.indexOf(' ', at) + 1
    if (at === 0) return ''
  }
  return line.slice(at)
}
