import { statSync } from 'node:fs'
import { recall, type TallyPaths } from '@dos/marker-sensor'
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
import type { HookEvent } from '../event/event.ts'
import type { Io } from '../io.ts'
import { type Credit, creditOf, turnOf } from './turn.ts'

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

interface Remembered {
  readonly fingerprint: Fingerprint
  /** Of each part, the look that saw it last. */
  readonly ids: Readonly<Partial<Record<'commit' | 'tree' | 'here' | 'paths', string>>>
  /** When the newest record was written, in milliseconds since 1970. */
  readonly at: number | undefined
  readonly credit: Credit | undefined
}

/** Compares ground truth with what earlier looks have left. Loaded only where there is something to look at. */
export function compareWith(
  request: {
    readonly tally: TallyPaths
    readonly stands: string | undefined
    readonly policy: ProgressPolicy | undefined
    readonly event: HookEvent | undefined
  },
  io: Io,
): TurnLook {
  const { tally, stands, policy = DEFAULT_PROGRESS_POLICY, event } = request
  const last = remember(tally, policy, event)
  const { advanced, unseen, seen } = look({
    workspace: tally.workspace,
    stands,
    policy,
    previous: last.fingerprint,
    // A record knows whole seconds: what changed within the one it was written in was seen then.
    since: last.at === undefined ? birthOf(event) : last.at + 1000,
    ops: nodeOps({ env: io.env }),
  })
  const turn = event && turnOf(event)?.replaceAll(' ', '_')
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
    credit: last.credit?.seen,
    ...(advanced.length > 0 && { since }),
  }
}

/**
 * What was seen last of each part. A look that was late records only what it saw: of many hooks that run at once, one
 * that saw nothing must not hide what another one saw.
 */
function remember(tally: TallyPaths, { watch }: ProgressPolicy, event: HookEvent | undefined): Remembered {
  let fingerprint: Fingerprint = {}
  let at: number | undefined
  let credit: Credit | undefined
  let isKnown = false
  const ids: { -readonly [P in keyof Remembered['ids']]: Remembered['ids'][P] } = {}
  // One read tells both what earlier looks saw and what other hooks have seen in this turn.
  recall(tally, (entry) => {
    if (event !== undefined) credit ??= creditOf(entry, event)
    if (!isKnown) {
      const { ts, fingerprint: recorded } = entry.fields
      const written = typeof ts === 'string' ? Date.parse(ts) : Number.NaN
      if (at === undefined && !Number.isNaN(written)) at = written
      const older = parseFingerprint(recorded)
      for (const part of ['commit', 'tree', 'here', 'paths'] as const) {
        if (older[part] === undefined) continue
        ids[part] ??= idOf(recorded) ?? digestText(JSON.stringify([ts, recorded]))
      }
      fingerprint = carryForward(older, fingerprint)
      isKnown = watch.every((part) => fingerprint[part] !== undefined)
    }
    return isKnown && (event === undefined || credit !== undefined) ? true : undefined
  })
  return { fingerprint, ids, at, credit }
}

function idOf(fingerprint: unknown): string | undefined {
  if (typeof fingerprint !== 'object' || fingerprint === null) return undefined
  const { id } = fingerprint as { readonly id?: unknown }
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined
}

/**
 * When the session began: the birth of its transcript, in milliseconds since 1970. `undefined` where there is none of
 * this user's, or the file system keeps no such time.
 */
function birthOf(event: HookEvent | undefined): number | undefined {
  const path = event?.transcriptPath
  if (path === undefined || path === '') return undefined
  try {
    const stats = statSync(path)
    const isOurs = process.getuid === undefined || stats.uid === process.getuid()
    const isSound = stats.birthtimeMs > 0 && stats.birthtimeMs <= stats.mtimeMs + 1
    return stats.isFile() && isOurs && isSound ? stats.birthtimeMs : undefined
  } catch {
    return undefined
  }
}
