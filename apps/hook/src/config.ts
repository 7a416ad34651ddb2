import { join } from 'node:path'
import { DEFAULT_MARKER_POLICY, type MarkerPolicy } from '@dos/marker-gate'
import type { ProgressPolicy } from '@dos/progress'
import type { WaitPolicy } from '@dos/wait'
import { readSmallFile } from './small-file.ts'

/** What the tables of a `dos.toml` say. */
export interface Config {
  readonly marker: MarkerPolicy
  /** `undefined`: the default, which is known only to the package that is loaded where there is a repository. */
  readonly progress: ProgressPolicy | undefined
  /** `undefined`: nothing is waited for. */
  readonly wait: WaitPolicy | undefined
}

/** The configuration with warnings for people, or one line that says why the file can't be used. */
export type ConfigReading =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly complaint: string }

/** Reads a workspace's `dos.toml`. The TOML parser is loaded only where there is a file. */
export async function readConfig(workspace: string): Promise<ConfigReading> {
  const path = join(workspace, 'dos.toml')
  const file = readSmallFile(path)
  if (file.kind === 'missing') {
    const config = { marker: DEFAULT_MARKER_POLICY, progress: undefined, wait: undefined }
    return { ok: true, config, warnings: [] }
  }
  if (file.kind === 'refused') return { ok: false, complaint: file.why }

  const { readTables } = await import('./config-toml.ts')
  return readTables(file.text, path)
}
