import type { CheckFlags } from '@dos/command-line/hook-verbs'
import { claim, count, reset, runTallyPaths } from '@dos/marker-sensor'
import { waitMarkerBudget } from '@dos/noop-streak'
import { readConfig } from '../config/config.ts'
import { findWorkspace } from '../event/workspace.ts'
import type { Io } from '../io.ts'
import { deltaOf, unlessSeen, watchProgress } from '../progress/watch.ts'

/** Whether a loop may go round once more, and what was found out on the way. */
export interface Pass {
  readonly allow: boolean
  readonly reason: string
  /** Something is not as it should be; the reason says what. */
  readonly trouble: boolean
  readonly markers: number
  readonly reset: boolean
  readonly cap?: number
  readonly workspace?: string
  readonly tally?: string
  readonly warnings: readonly string[]
}

const REFUSED = { allow: false, markers: 0, reset: false, warnings: [] } as const

/** Judges one pass of a shell loop. Never throws: a failure ends the loop, and says why. */
export async function judgePass(flags: CheckFlags, io: Io): Promise<Pass> {
  try {
    return await judge(flags, io)
  } catch (error) {
    return { ...REFUSED, trouble: true, reason: error instanceof Error ? error.message : String(error) }
  }
}

async function judge(flags: CheckFlags, io: Io): Promise<Pass> {
  const found = findWorkspace({
    flag: flags.workspace,
    variable: io.env['DISPATCH_WORKSPACE'],
    cwd: io.cwd,
  })
  if (!found.ok) return { ...REFUSED, trouble: true, reason: found.why }
  const { workspace } = found
  const tally = runTallyPaths(workspace, flags.run)
  const reading = await readConfig(workspace, io.env)
  if (!reading.ok) return { ...REFUSED, trouble: true, workspace, reason: reading.complaint }
  const { config, warnings } = reading
  const cap = flags.maxMarkers ?? config.marker.maxStreak
  const known = { warnings, cap, workspace, tally: tally.file, trouble: false }

  const look = await watchProgress({ tally }, config.progress, io)
  const { advanced } = look.progress
  const writes = flags.claim && !flags.dryRun
  if (advanced && writes) {
    reset(tally, { now: io.now(), runId: flags.run, ...deltaOf(look) })
  }
  const before = advanced ? 0 : count(tally, { limit: cap })
  const budget = waitMarkerBudget(before, cap)
  const after = { ...known, reset: advanced && writes }
  if (!budget.allow) return { ...after, allow: false, markers: before, reason: budget.reason }
  if (!writes)
    return { ...after, allow: true, markers: before, reason: `${cap - before} of ${cap} passes are left` }

  const claimed = claim(tally, {
    cap,
    id: io.newId(),
    now: io.now(),
    runId: flags.run,
    reason: unlessSeen('a pass of a loop', look),
    fields: look.fields,
  })
  return claimed.granted
    ? {
        ...after,
        allow: true,
        markers: claimed.count,
        reason: `pass ${claimed.count} of ${cap} since the last progress`,
      }
    : {
        ...after,
        allow: false,
        markers: claimed.count,
        reason: 'another pass took the last place at the same moment',
      }
}
