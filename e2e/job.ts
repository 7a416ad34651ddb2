/** What the part outside the network namespace hands to the part inside. */
export interface Job {
  /** Full names of the scenarios to run. */
  readonly scenarios: readonly string[]
  /** The executable of each host, by the host's name. */
  readonly hosts: Readonly<Record<string, string>>
  /** Commands that every run has in its PATH, and where they are. */
  readonly runtimes: Readonly<Record<string, string>>
  /** The compiled command under test. */
  readonly binary: string
  /** The same, packed as it is published. */
  readonly tarball: string
  /** Where the runs' folders go. */
  readonly folder: string
  /** Tell every step. */
  readonly verbose: boolean
  /** Keep one Stop event of each host as a fixture. */
  readonly record: boolean
}
