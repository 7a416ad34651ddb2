import { type HookFlags, readHookFlags } from '@dos/command-line/hook-flags'
import { usageError } from '@dos/command-line/usage'
import { gatherEvent } from '@dos/hook-call/event/gather-event'
import { describeFault } from '@dos/hook-call/fault'
import type { Io } from '@dos/hook-call/io'
import { type Finding, trouble } from '@dos/hook-call/wakeups/finding'
import type { GuardCall } from '@dos/hook-call/wakeups/guard-call'
import type { HostName } from '@dos/hook-dialect'
import type { Outcome } from '@dos/hook-metrics'
import { hear } from '../observe/hear.ts'
import { observe } from '../observe/observe.ts'

/** A verb that guards schedules. */
export interface Guard {
  readonly name: 'wake' | 'rearm'
  readonly help: string
  /** May throw: a failure says nothing to the host. */
  readonly judge: (call: GuardCall) => Promise<Finding>
}

/** Runs a guard. @returns the status to leave with: 1 for a wrong command line, else 0 */
export async function runGuard(guard: Guard, args: readonly string[], io: Io): Promise<0 | 1> {
  const reading = readHookFlags(args, {})
  if (!reading.ok) {
    io.complain(usageError(`dos-hook ${guard.name}`, reading))
    return 1
  }
  const { flags } = reading
  if (flags.help) {
    io.print(guard.help)
    return 0
  }
  const trace = flags.debug ? (step: string) => io.complain(`debug: ${step}`) : () => {}
  const gathered = await gatherEvent(io, flags)
  const finding = gathered.ok
    ? await guard
        .judge({ event: gathered.event, flags, io, trace })
        .catch((error: unknown) => trouble(describeFault(error)))
    : trouble(gathered.why)
  for (const warning of finding.warnings ?? []) io.complain(`warning: ${warning}`)
  if (finding.complaint !== undefined) io.complain(finding.complaint)
  trace(`${finding.action}: ${finding.reason}`)
  answer(guard, finding, flags, io)
  if (flags.dryRun) return 0
  const event = gathered.ok ? gathered.event : undefined
  note(guard, finding, event?.told.host, io)
  await hear(guard.name, event, io)
  return 0
}

/** How each action is noted that was decided by the budget or changes it. */
const OUTCOMES: Readonly<Partial<Record<Finding['action'], Outcome>>> = {
  reset: 'reset',
  grant: 'granted',
  refuse: 'refused',
  stretch: 'stretched',
  deny: 'denied',
}

function note(
  { name }: Guard,
  { action, workspace, markers, cap }: Finding,
  dialect: HostName | undefined,
  io: Io,
): void {
  const outcome = OUTCOMES[action] ?? letPass(action, markers)
  if (outcome === undefined || workspace === undefined) return
  observe({ verb: name, outcome, workspace, markers, cap, dialect }, io)
}

/** What let something pass is noted only where there is a streak that it was looked at with. */
function letPass(action: Finding['action'], markers = 0): Outcome | undefined {
  if (markers === 0) return undefined
  return action === 'pass' ? 'released' : action === 'observe' ? 'observed' : undefined
}

function answer(guard: Guard, finding: Finding, flags: HookFlags, io: Io): void {
  if (flags.json) {
    io.print(JSON.stringify(report(guard, finding, flags)))
  } else if (flags.dryRun) {
    io.complain(`dry run: would ${finding.action}: ${finding.reason}`)
  } else if (finding.line !== undefined && !io.print(finding.line)) {
    io.complain('nobody took the answer from stdout')
  }
}

/** The finding in the words that scripts read; never what a host could take for an answer. */
function report({ name }: Guard, finding: Finding, { dryRun }: HookFlags): object {
  return {
    verb: name,
    action: finding.action,
    prompt: finding.prompt ?? null,
    markers_emitted: finding.markers ?? 0,
    max_markers: finding.cap ?? null,
    delay_seconds: finding.delaySeconds ?? null,
    reason: finding.reason,
    session_id: finding.session ?? null,
    workspace: finding.workspace ?? null,
    tally: finding.tally?.file ?? null,
    dry_run: dryRun,
    trouble: finding.complaint !== undefined,
    warnings: finding.warnings ?? [],
  }
}
