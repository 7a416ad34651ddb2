import type { Advance } from '../../src/fingerprint/compare.ts'
import {
  type Fingerprint,
  type LookRequest,
  look,
  type ProgressPolicy,
  parseFingerprint,
} from '../../src/index.ts'
import { watchedOps } from './ops.ts'
import type { Scratch } from './repo.ts'

/** What is looked at, and how; by default all of it, with the time that a busy machine may take. */
export type Looking = Partial<Omit<LookRequest, 'workspace' | 'policy'>> & Partial<ProgressPolicy>

/** What came of a look, in short. */
export interface Turn {
  readonly advanced: readonly Advance[]
  /** The sentences of what advanced. */
  readonly told: readonly string[]
  /** The files that advanced. */
  readonly files: readonly string[]
  /** What could not be seen: `<what>: <why>`. */
  readonly unseen: readonly string[]
  readonly fingerprint: Fingerprint
}

/** The turns of one session in a workspace. */
export interface Turns {
  /** Ends a turn: looks, and keeps what is to be recorded as a line of JSON keeps it. */
  (now?: Looking): Turn
  /** Whether a step makes progress, seen from just before it. */
  readonly advances: (step: () => unknown) => boolean
}

/** Begins a session whose first look is the baseline, unless `since` says otherwise. */
export function turns(workspace: Scratch | string, looking: Looking = {}): Turns {
  let previous: Fingerprint | undefined
  const ops = looking.ops ?? watchedOps()
  const turn = (now: Looking = {}): Turn => {
    const { watch, paths, ignore, budgetMs, ...request } = { ...looking, ...now }
    const policy = {
      watch: watch ?? ['commit', 'tree'],
      paths: paths ?? [],
      ignore: ignore ?? [],
      budgetMs: budgetMs ?? 60_000,
    }
    const path = typeof workspace === 'string' ? workspace : workspace.path
    const { advanced, unseen, fingerprint } = look({ ops, previous, ...request, workspace: path, policy })
    previous = parseFingerprint(JSON.parse(JSON.stringify(fingerprint)))
    return {
      advanced,
      told: advanced.map(({ text }) => text),
      files: advanced.flatMap(({ files }) => files),
      unseen: unseen.map(({ what, why }) => `${what}: ${why}`),
      fingerprint,
    }
  }
  const advances = (step: () => unknown): boolean => {
    turn()
    step()
    return turn().advanced.length > 0
  }
  return Object.assign(turn, { advances })
}
