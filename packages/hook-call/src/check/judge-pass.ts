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

/** Judges one pass of a shell loop. Never throws: a failure ends the loop, and says why. */
export async function judgePass(flags: CheckFlags, io: Io): Promise<Pass> {
  try {
    return await judge(flags, io)
  } catch (error) {
    return trouble(error instanceof Error ? error.message : String(error))
  }
}

async function judge(flags: CheckFlags, io: Io): Promise<Pass> {
  const variable = io.env['DISPATCH_WORKSPACE']
  const found = findWorkspace({ flag: flags.workspace, variable, cwd: io.cwd })
  if (!found.ok) return trouble(found.why)
  const { workspace } = found
  const tally = runTallyPaths(workspace, flags.run)
  const reading = await readConfig(workspace, io.env)
  if (!reading.ok) return { ...trouble(reading.complaint), workspace }
  const { config, warnings } = reading
  const cap = flags.maxMarkers ?? config.marker.maxStreak

  const look = await watchProgress({ tally }, config.progress, io)
  const { advanced } = look.progress
  const writes = flags.claim && !flags.dryRun
  const stamp = { now: io.now(), runId: flags.run }
  if (advanced && writes) reset(tally, { ...stamp, ...deltaOf(look) })
  const markers = advanced ? 0 : count(tally, { limit: cap })
  const { allow, reason } = waitMarkerBudget(markers, cap)
  const known = { warnings, cap, workspace, tally: tally.file, trouble: false, reset: advanced && writes }
  if (!allow) return { ...known, allow, markers, reason }
  if (!writes) return { ...known, allow, markers, reason: `${cap - markers} of ${cap} passes are left` }

  const { granted, count: passes } = claim(tally, {
    ...stamp,
    cap,
    id: io.newId(),
    reason: unlessSeen('a pass of a loop', look),
    fields: look.fields,
  })
  const why = granted
    ? `pass ${passes} of ${cap} since the last progress`
    : 'another pass took the last place at the same moment'
  return { ...known, allow: granted, markers: passes, reason: why }
}

function trouble(reason: string): Pass {
  return { allow: false, reason, trouble: true, markers: 0, reset: false, warnings: [] }
}
