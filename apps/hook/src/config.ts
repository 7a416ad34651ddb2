import { join } from 'node:path'
import { DEFAULT_MARKER_POLICY, type MarkerPolicy } from '@dos/marker-gate'
import { readSmallFile } from './small-file.ts'

/** A policy with warnings for people, or one line that says why the file can't be used. */
export type ConfigReading =
  | { readonly ok: true; readonly policy: MarkerPolicy; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly complaint: string }

/** Reads the `[marker]` table of a workspace's `dos.toml`. The TOML parser is loaded only where there is a file. */
export async function readConfig(workspace: string): Promise<ConfigReading> {
  const path = join(workspace, 'dos.toml')
  const file = readSmallFile(path)
  if (file.kind === 'missing') return { ok: true, policy: DEFAULT_MARKER_POLICY, warnings: [] }
  if (file.kind === 'refused') return { ok: false, complaint: file.why }

  const { readMarkerTable } = await import('./config-toml.ts')
  return readMarkerTable(file.text, path)
}
