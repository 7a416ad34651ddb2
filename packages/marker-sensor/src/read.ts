import { onTally, TallyError } from './error.ts'
import type { FileOps } from './file-ops.ts'
import { locate } from './locate.ts'
import { type SensorOptions, withDefaults } from './options.ts'
import type { TallyPaths } from './paths.ts'
import type { TallyRecord } from './record.ts'
import { type OpenTally, recordsFromEnd } from './records-from-end.ts'

/** The streak of a session. */
export interface Streak {
  /** Markers since the last reset. */
  readonly count: number
  /** The last of those markers, the newest last. */
  readonly last: readonly TallyRecord[]
}

/**
 * How many markers a session has taken since its last reset. A tally that isn't there counts 0. Read backwards
 * from the end, so the cost does not grow with the file.
 *
 * @param options - `limit`: stop counting there, since no caller with that cap needs to know more; default none
 * @throws TallyError when the tally can't be read, leads out of the workspace or is no tally
 */
export function count(paths: TallyPaths, options: SensorOptions & { readonly limit?: number } = {}): number {
  const { limit = Number.POSITIVE_INFINITY } = options
  if (limit <= 0) return 0
  let markers = 0
  forEachFromEnd(paths, options, (record) => {
    if (record.op === 'RESET') return 'stop'
    markers += 1
    return markers < limit ? 'go on' : 'stop'
  })
  return markers
}

/**
 * The streak with its last records.
 *
 * @param options - `last`: how many records to keep; default 5
 * @throws TallyError as {@link count}
 */
export function streak(paths: TallyPaths, options: SensorOptions & { readonly last?: number } = {}): Streak {
  const { last: keep = 5 } = options
  const last: TallyRecord[] = []
  let markers = 0
  forEachFromEnd(paths, options, (record) => {
    if (record.op === 'RESET') return 'stop'
    markers += 1
    if (last.length < keep) last.unshift(record)
    return 'go on'
  })
  return { count: markers, last }
}

function forEachFromEnd(
  paths: TallyPaths,
  options: SensorOptions,
  visit: (record: TallyRecord) => 'go on' | 'stop',
): void {
  const { ops, understands } = withDefaults(options)
  onTally('read', paths.file, () => {
    const { file, there } = locate(ops, paths)
    if (!there) return
    const fd = ops.openToRead(file)
    try {
      for (const record of recordsFromEnd(ops, measure(ops, fd, paths.file), understands)) {
        if (visit(record) === 'stop') return
      }
    } finally {
      ops.close(fd)
    }
  })
}

/** What there is to read of an opened file. @throws TallyError `not-a-file` */
export function measure(ops: FileOps, fd: number, path: string): OpenTally {
  const { regular, size } = ops.measure(fd)
  if (!regular) throw new TallyError('not-a-file', path, `${path} is not a regular file: move it away`)
  return { fd, path, size }
}
