import type { TallyEntry, TallyPaths } from '@dos/marker-sensor'
import {
  carryForward,
  DEFAULT_PROGRESS_POLICY,
  digestText,
  type Fingerprint,
  look,
  nodeOps,
  type ProgressPolicy,
  parseFingerprint,
} from '@dos/progress'
import type { Io } from '../io.ts'

/** What a look at ground truth found, and what to keep of it for the next one. */
export interface TurnLook {
  readonly progress: { readonly advanced: boolean; readonly what: readonly string[] }
  /** Additive fields for the next record of the tally: what the look after it compares with. */
  readonly fields: { readonly fingerprint?: unknown }
  /**
   * The earlier looks that it was found against, by their ids, for the `RESET` that tells of it: of many that compare
   * with the same ones, the first alone zeroes the streak.
   */
  readonly since?: string
  /** The files that advanced, from the root of their repository, and whether it is one untracked file alone. */
  readonly files?: { readonly files?: readonly string[]; readonly lone_untracked?: true }
  /** What could not be seen, each with why, in sentences for people. */
  readonly unseen: readonly string[]
  /** What other hooks had recorded of this turn when the look began, in words. */
  readonly credit?: string | undefined
}

/** Tells the entries of the tally, the newest first, until it is answered `true`. */
export type Entries = (ask: (entry: TallyEntry) => true | undefined) => void

/** What the tally tells of earlier looks. */
interface Remembered {
  readonly fingerprint: Fingerprint
  /** Of each part, the look that saw it last. */
  readonly ids: Readonly<Partial<Record<'commit' | 'tree' | 'here' | 'paths', string>>>
  /** When the newest record was written, in milliseconds since 1970. */
  readonly at: number | undefined
}

/**
 * Compares ground truth with what earlier looks have left. Loaded only where there is something to look at.
 *
 * @param request - `begun`, when the session began, in milliseconds since 1970: what is older is no work of it; `turn`,
 * the host's name for the turn, where it names turns
 */
export function compareWith(
  request: {
    readonly tally: TallyPaths
    readonly stands: string | undefined
    readonly policy: ProgressPolicy | undefined
    readonly entries: Entries
    readonly begun: number | undefined
    readonly turn: string | undefined
  },
  io: Io,
): TurnLook {
  const { tally, stands, policy = DEFAULT_PROGRESS_POLICY, entries, begun, turn } = request
  const last = remember(entries, policy)
  const { advanced, unseen, seen } = look({
    workspace: tally.workspace,
    stands,
    policy,
    previous: last.fingerprint,
    // A record knows whole seconds: what changed within the one it was written in was seen then.
    since: last.at === undefined ? begun : last.at + 1000,
    ops: nodeOps({ env: io.env }),
  })
  // In one turn one hook may see a commit and another, that was late, only the files beside it: that is one delta. In
  // the next turn it is two.
  const looks = new Set(advanced.map(({ part }) => last.ids[part] ?? 'first'))
  const since = [...looks].map((id) => (turn === undefined ? id : `${id}@${turn}`)).join(' ')
  const files = [...new Set(advanced.flatMap((one) => one.files))].slice(0, 20)
  const isLone = advanced.length === 1 && advanced[0]?.loneUntracked === true
  return {
    progress: { advanced: advanced.length > 0, what: advanced.map(({ text }) => text) },
    fields: { fingerprint: { id: io.newId().slice(0, 12), ...seen } },
    files: { ...(files.length > 0 && { files }), ...(isLone && { lone_untracked: true }) },
    unseen: unseen.map(({ text }) => text),
    ...(advanced.length > 0 && { since }),
  }
}

/**
 * What was seen last of each part. A look that was late records only what it saw: of many hooks that run at once, one
 * that saw nothing must not hide what another one saw.
 */
function remember(entries: Entries, { watch }: ProgressPolicy): Remembered {
  let fingerprint: Fingerprint = {}
  let at: number | undefined
  const ids: { -readonly [P in keyof Remembered['ids']]: Remembered['ids'][P] } = {}
  entries(({ fields }) => {
    const { ts, fingerprint: recorded } = fields
    const written = typeof ts === 'string' ? Date.parse(ts) : Number.NaN
    if (at === undefined && !Number.isNaN(written)) at = written
    const older = parseFingerprint(recorded)
    for (const part of ['commit', 'tree', 'here', 'paths'] as const) {
      if (older[part] !== undefined)
        ids[part] ??= idOf(recorded) ?? digestText(JSON.stringify([ts, recorded]))
    }
    fingerprint = carryForward(older, fingerprint)
    return watch.every((part) => fingerprint[part] !== undefined) ? true : undefined
  })
  return { fingerprint, ids, at }
}

function idOf(fingerprint: unknown): string | undefined {
  if (typeof fingerprint !== 'object' || fingerprint === null) return undefined
  const { id } = fingerprint as { readonly id?: unknown }
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined
}
