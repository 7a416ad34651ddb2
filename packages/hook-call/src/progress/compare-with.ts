import type { TallyEntry } from '@dos/marker-sensor'
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

/** What to compare with what. */
export interface Comparison {
  readonly workspace: string
  readonly stands: string | undefined
  readonly policy: ProgressPolicy | undefined
  /** Tells the entries of the tally, the newest first, until it is answered `true`. */
  readonly entries: (ask: (entry: TallyEntry) => true | undefined) => void
  /** When the session began, in milliseconds since 1970: what is older is no work of it. */
  readonly begun: number | undefined
  /** The host's name for the turn, where it names turns. */
  readonly turn: string | undefined
}

/** What came of it. */
export interface Compared {
  readonly advanced: readonly string[]
  readonly unseen: readonly string[]
  /** To be recorded: what was seen now, under an id of its own. */
  readonly fingerprint: unknown
  /**
   * The earlier looks that what advanced was found against, each with the turn that it is told in. In one turn one hook
   * may see a commit and another, that was late, only the files beside it: that is one delta. In the next it is two.
   */
  readonly since: string
  readonly files: readonly string[]
  readonly loneUntracked: boolean
  readonly ms: number
}

/** What the tally tells of earlier looks. */
interface Remembered {
  readonly fingerprint: Fingerprint
  /** Of each part, the look that saw it last. */
  readonly ids: Readonly<Partial<Record<'commit' | 'tree' | 'here' | 'paths', string>>>
  /** When the newest record was written, in milliseconds since 1970. */
  readonly at: number | undefined
}

/** Compares ground truth with what earlier looks have left. Loaded only where there is something to look at. */
export function compareWith(
  { workspace, stands, policy, entries, begun, turn }: Comparison,
  io: Io,
): Compared {
  const watched = policy ?? DEFAULT_PROGRESS_POLICY
  const last = remember(entries, watched)
  const { advanced, unseen, seen, ms } = look({
    workspace,
    stands,
    policy: watched,
    previous: last.fingerprint,
    // A record knows whole seconds: what changed within the one it was written in was seen then.
    since: last.at === undefined ? begun : last.at + 1000,
    ops: nodeOps({ env: io.env }),
  })
  const looks = new Set(advanced.map(({ part }) => last.ids[part] ?? 'first'))
  return {
    advanced: advanced.map(({ text }) => text),
    unseen: unseen.map(({ text }) => text),
    fingerprint: { id: io.newId().slice(0, 12), ...seen },
    since: [...looks].map((id) => (turn === undefined ? id : `${id}@${turn}`)).join(' '),
    files: [...new Set(advanced.flatMap(({ files }) => files))].slice(0, 20),
    loneUntracked: advanced.length === 1 && advanced[0]?.loneUntracked === true,
    ms,
  }
}

/**
 * What was seen last of each part. A look that was late records only what it saw: of many hooks that run at once, one
 * that saw nothing must not hide what another one saw.
 */
function remember(entries: Comparison['entries'], { watch }: ProgressPolicy): Remembered {
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
