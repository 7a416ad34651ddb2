import type { Task } from './task.ts'

/** What the part outside the network namespace hands to the part inside. */
export interface Job {
  /** What to run, in the order of the report. */
  readonly tasks: readonly Task[]
  /** The executables of each host by the host's name and the version. */
  readonly hosts: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Commands that every run has in its PATH, and where they are. */
  readonly runtimes: Readonly<Record<string, string>>
  /** The compiled command under test. */
  readonly binary: string
  /** The same, packed as it is published. */
  readonly tarball: string
  /** Where the runs' folders go. */
  readonly folder: string
  /** How many quick scenarios run at a time. */
  readonly atOnce: number
  /** Tell every step. */
  readonly verbose: boolean
  /** Keep one Stop event of each host as a fixture. */
  readonly record: boolean
}
