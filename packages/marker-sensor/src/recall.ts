import { linesFromEnd } from './lines-from-end.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import type { TallyPaths } from './paths.ts'
import { withOpen } from './read.ts'
import { decodeFields } from './record.ts'
import { MAX_SILENT_BYTES, unreadable } from './records-from-end.ts'

/** One readable line of a tally, of any op, with every field it has. Others may have written it: nothing is sure. */
export interface TallyEntry {
  readonly op: unknown
  readonly fields: Readonly<Record<string, unknown>>
}

/**
 * Asks the entries of a tally, the newest first, until one has an answer. For what is remembered in additive fields
 * and ops; the streak is told by `count`.
 *
 * @param ask - answers `undefined` to go on to the entry before
 * @param options - `most`: how many lines to look at, readable or not; default 100 (an empty one at the end counts)
 * @returns the first answer; `undefined` where none has one, where there is no tally, or after 4 MiB
 * @throws TallyError when the tally can't be read or leads out of the workspace
 */
export function recall<T>(
  paths: TallyPaths,
  ask: (entry: TallyEntry) => T | undefined,
  options: SensorOptions & { readonly most?: number } = {},
): T | undefined {
  const { ops, understands } = withDefaults(options)
  const { most = 100 } = options
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return withOpen(ops, paths, undefined, ({ fd, path, size }) => {
    const refuse = (at: number): never => {
      throw unreadable(path, at)
    }
    let lines = 0
    let bytes = 0
    const next = linesFromEnd(ops, fd, size, MAX_SILENT_BYTES, refuse)
    for (let line = next(); line !== undefined; line = next()) {
      lines += 1
      bytes += line.length
      if (lines > most || bytes > MAX_SILENT_BYTES) return undefined
      const read = decodeFields(decoder.decode(line), understands)
      const answer = read.kind === 'fields' ? ask({ op: read.fields['op'], fields: read.fields }) : undefined
      if (answer !== undefined) return answer
    }
    return undefined
  })
}
