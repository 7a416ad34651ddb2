import type { FileOps } from './file-ops.ts'
import { nodeFileOps } from './node-file-ops.ts'

/** How a tally is reached and read. */
export interface SensorOptions {
  /** Default: the real ones, {@link nodeFileOps}. */
  readonly ops?: FileOps
  /** The newest schema version to read; newer records are skipped. Default 1. */
  readonly understands?: number
}

/** Options with the defaults filled in. */
export function withDefaults(options: SensorOptions): {
  readonly ops: FileOps
  readonly understands: number | undefined
} {
  return { ops: options.ops ?? nodeFileOps, understands: options.understands }
}
