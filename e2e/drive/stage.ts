import type { Host } from '../hosts/host.ts'
import type { ModelRequest } from '../model-server/server.ts'
import type { Environment, Sandbox } from '../sandbox.ts'

/** A host that is installed, set up and ready to be started. */
export interface Stage {
  readonly host: Host
  /** The host's command. */
  readonly executable: string
  readonly sandbox: Sandbox
  readonly environment: Environment
  /** What the model has been asked so far. */
  readonly requests: readonly ModelRequest[]
}

/** Runs the host from its start to its end. Throws where it does not do what it must. */
export type Drive = (stage: Stage) => Promise<void>

/** How long one run of a host may take, in milliseconds. */
export const RUN_TIMEOUT_MS = 120_000
