import { type SensorOptions, withDefaults } from './options.ts'
import type { TallyPaths } from './paths.ts'
import type { NewRecord } from './record.ts'
import { append, withTally } from './write.ts'

/**
 * Zeroes the streak durably: there was a forward delta.
 *
 * @throws TallyError when the record could not be made durable
 */
export function reset(paths: TallyPaths, request: Omit<NewRecord, 'op'>, options: SensorOptions = {}): void {
  record(paths, { ...request, op: 'RESET' }, options)
}

/**
 * Appends one record durably, whatever the streak is. For a marker that is subject to a budget use `claim`.
 *
 * @throws TallyError when the record could not be made durable
 */
export function record(paths: TallyPaths, request: NewRecord, options: SensorOptions = {}): void {
  const { ops } = withDefaults(options)
  withTally(ops, paths, (tally) => append(ops, tally, request))
}
