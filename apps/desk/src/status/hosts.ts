import { hearingWords } from '@dos/hook-doctor'
import { escapeText } from '@dos/terminal-text'
import { findHosts } from '../doctor/host-facts.ts'
import type { DeskIo } from '../world/desk-io.ts'

/** A host into which this program is wired, and whether it runs it. */
export interface HeardHost {
  readonly host: string
  /** One line: `Claude Code: wired, last called 3 minutes ago`. Safe for a terminal. */
  readonly line: string
  /** Whether sessions have run that the host should have called from, and didn't. */
  readonly silent: boolean
  readonly lastCalled: number | undefined
  readonly wiredSince: number | undefined
  readonly sessions: number | undefined
}

/** Every host into which this program is wired, in a fixed order; none where calls are not kept. */
export async function heardHosts(workspace: string, io: DeskIo): Promise<readonly HeardHost[]> {
  const hosts = await findHosts(workspace, io)
  return hosts.flatMap((host) => {
    const heard = hearingWords(host, io.now())
    if (heard === undefined) return []
    const times = Object.values(host.hearing.calls ?? {}).map((time) => time ?? 0)
    return [
      {
        host: host.host,
        line: escapeText(`${host.title}: ${heard.words}`),
        silent: heard.kind === 'never',
        lastCalled: times.length === 0 ? undefined : Math.max(...times),
        wiredSince: host.hearing.wiredAt,
        sessions: host.hearing.sessions,
      },
    ]
  })
}
