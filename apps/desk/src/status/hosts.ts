import { hearingWords } from '@dos/hook-doctor'
import { escapeText } from '@dos/terminal-text'
import { findHosts } from '../doctor/host-facts.ts'
import type { DeskIo } from '../world/desk-io.ts'

/** A host into which this program is wired, and whether it runs it. */
export interface HeardHost {
  /** One line: `Claude Code: wired, last called 3 minutes ago`. Safe for a terminal. */
  readonly line: string
  /** Whether sessions have run that the host should have called from, and didn't. */
  readonly silent: boolean
  /** What `--json` prints. */
  readonly report: object
}

/** Every host into which this program is wired, in a fixed order; none where calls are not kept. */
export async function heardHosts(workspace: string, io: DeskIo): Promise<readonly HeardHost[]> {
  const hosts = await findHosts(workspace, io)
  return hosts.flatMap((facts) => {
    const { host, title, hearing } = facts
    const heard = hearingWords(facts, io.now())
    if (heard === undefined) return []
    const line = escapeText(`${title}: ${heard.words}`)
    const silent = heard.kind === 'never'
    const times = Object.values(hearing.calls ?? {}).map((time) => time ?? 0)
    const report = {
      host,
      last_called: times.length === 0 ? null : timeOf(Math.max(...times)),
      wired_since: timeOf(hearing.wiredAt),
      sessions_since: hearing.sessions ?? null,
      silent,
      says: line,
    }
    return [{ line, silent, report }]
  })
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}
