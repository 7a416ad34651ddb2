import type { Io } from '../io.ts'

/** The run that a record belongs to, where the environment names one. */
export function runOf(io: Io): { readonly runId?: string } {
  const runId = io.env['CID_RUN_ID']
  return runId === undefined || runId === '' ? {} : { runId }
}
