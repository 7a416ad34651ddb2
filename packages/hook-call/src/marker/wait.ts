import { record } from '@dos/marker-sensor'
import {
  answerWait,
  findHost,
  nodeOps,
  planWait,
  type WaitEnd,
  type WaitOps,
  type WaitPolicy,
  waitForBackground,
  waitUntil,
  watchForEnd,
} from '@dos/wait'
import { findStdoutGone } from '../poll.ts'
import { watchProgress } from '../progress/watch.ts'
import { type Additions, giveBack, hold, type Stop } from './act.ts'
import { type Judgement, release } from './judgement.ts'
import { afterMarker, holdReason, type Words } from './words.ts'

/** Additive op: the turn was released after a wait. */
const WAIT = 'WAIT'

/** A `dos.toml` can come with a cloned repository; the line that binds the hook is the user's own. */
const UNTIL_REFUSED =
  "[wait] until is not run: a dos.toml may come with a cloned repository, so the hook's own command line has to allow it by --allow-until"

/** What one step of waiting came to. */
interface Waited {
  readonly end: WaitEnd
  readonly waitedMs: number
  /** What was waited for and how long, for people. */
  readonly reason: string
  /** What the model is told where it is there. */
  readonly news: string
  /** Why the command could not be started. */
  readonly failed?: string
}

/**
 * Waits before a hold, where the policy says so and there is something to wait for, and does what the wait has come to,
 * by one record at most.
 *
 * @param reason - why the turn would be held
 */
export async function waitBeforeHold(
  reason: string,
  additions: Additions,
  policy: WaitPolicy,
  stop: Stop,
): Promise<Judgement> {
  const { event, place, found, flags, io, trace } = stop
  const { attended } = event
  const { maxSeconds } = policy
  const shells = backgroundShells(event.fields)
  // Codex alone was seen to start background commands in sessions of their own and to list none.
  const unlisted = event.told.host === 'codex'
  const plan = planWait({ policy, attended, shells, unlisted, untilAllowed: flags.allowUntil })
  if (plan.untilRefused) warn(stop, UNTIL_REFUSED)
  if (plan.steps.length === 0) return hold(reason, additions, stop)
  if (flags.dryRun) {
    const names = { background: 'background shells', until: 'the condition' }
    const what = plan.steps.map((step) => names[step]).join(', else ')
    return hold(`would first wait for ${what}, up to ${maxSeconds} s; ${reason}`, additions, stop)
  }

  // An agent that was started by another one inherits the variable: it does not name the host of a Codex hook.
  const host = unlisted ? undefined : pidOf(io.env['CLAUDE_PID'])
  // Where the host names its shells and says itself whether it is attended, it also opens a turn when they end. Claude
  // Code of before, whose -p ends without one, is known as attended or not by how it was started.
  const says = Boolean(io.env['CLAUDE_CODE_SESSION_ATTENDED'])
  const hostReports = shells !== undefined && attended !== undefined && says
  const ops = nodeOps({ env: io.env })
  const watch = watchForEnd({ checks: await endChecks(ops, host) })
  const { signal } = watch
  try {
    for (const step of plan.steps) {
      trace(`waiting for ${step}, up to ${maxSeconds} s`)
      const waited =
        step === 'background'
          ? await waitForShells({ self: process.pid, host, commands: shells, maxSeconds }, ops, signal)
          : await waitForCondition(policy, place.workspace, ops, signal)
      const { end, news } = waited
      trace(`waited for ${step}: ${end}${end === 'aborted' ? `, ${signal.reason}` : ''}`)
      if (waited.failed !== undefined) warn(stop, `[wait] until could not be started: ${waited.failed}`)
      if (end === 'nothing') continue
      const answer = answerWait(end, { for: step, onceMet: policy.onceMet, hostReports })
      found.waited = { waited_seconds: tenths(waited.waitedMs), for: step }
      const fields = { ...additions.fields, ...found.waited }
      const noted = { ...additions, now: io.now(), reason: waited.reason, fields }
      if (answer === 'vanish') return { ...release(waited.reason, found), answer: 'none' }
      if (answer === 'release') return releaseAfter(waited.reason, noted, stop)
      // Ground truth is not looked at once more: the next Stop finds it, and the model is told now.
      const words: Words = (held) =>
        end === 'met'
          ? `Wait marker ${held.marker} of ${held.cap}: ${news} ${afterMarker(held)}`
          : `${holdReason(held)} The hook ${waited.reason}.`
      return hold(`${waited.reason}; ${reason}`, noted, stop, words)
    }
    return hold(reason, additions, stop)
  } finally {
    watch.stop()
  }
}

/** Releases after a wait. What advanced meanwhile zeroes the streak. */
async function releaseAfter(reason: string, noted: Additions, stop: Stop): Promise<Judgement> {
  const { event, place, config, found, io } = stop
  const again = await watchProgress(place, config.progress, io, event)
  const fields = { ...noted.fields, ...again.fields }
  if (again.progress.advanced) {
    const why = `${reason}; progress: ${again.progress.what.join(', ')}`
    return giveBack(again, stop, { fields, reason: why })
  }
  record(place.tally, { ...noted, fields, op: WAIT })
  return release(reason, found, { outcome: 'waited' })
}

function warn({ found }: Stop, warning: string): void {
  found.warnings = [...found.warnings, warning]
}

async function waitForShells(
  request: Parameters<typeof waitForBackground>[0],
  ops: WaitOps,
  signal: AbortSignal,
): Promise<Waited> {
  const { end, waitedMs, shells } = await waitForBackground(request, ops, signal)
  const took = `${tenths(waitedMs)} s`
  const what = shells === 1 ? 'a background shell' : `${shells} background shells`
  return {
    end,
    waitedMs,
    reason: `waited ${took} ${end === 'met' ? '' : 'in vain '}for ${what} to end`,
    news: `what ran in the background has ended; the hook waited ${took} for it. Look at its result and go on.`,
  }
}

async function waitForCondition(
  policy: WaitPolicy,
  folder: string,
  ops: WaitOps,
  signal: AbortSignal,
): Promise<Waited> {
  const command = policy.until ?? ''
  const { end, waitedMs, runs, last } = await waitUntil({ ...policy, command, folder }, ops, signal)
  const took = `${tenths(waitedMs)} s`
  const looks = runs === 1 ? 'one look' : `${runs} looks`
  const hasStatus = last.kind === 'exited' && last.status !== null
  const status = hasStatus ? `, the last one with status ${last.status}` : ''
  return {
    end,
    waitedMs,
    reason:
      end === 'met'
        ? `waited ${took} until the condition was met, ${looks}`
        : `waited ${took} in vain for the condition to be met, ${looks}${status}`,
    news: `the condition is met, \`${shorten(command)}\` has succeeded; the hook waited ${took} for it. No need to check again: go on.`,
    ...(last.kind === 'failed' && { failed: last.why }),
  }
}

/** What is asked again and again while a hook waits: whether anybody is still there to be answered. */
async function endChecks(
  ops: WaitOps,
  host: number | undefined,
): Promise<readonly (() => string | undefined)[]> {
  const stdoutGone = await findStdoutGone()
  const parent = process.ppid
  // The parent may be a shell that outlives the host.
  const owner = findHost(ops.processes(), process.pid, host)
  return [
    () => (stdoutGone?.() ? 'nobody reads stdout any more' : undefined),
    () => (process.ppid === parent ? undefined : 'what started this hook is gone'),
    () => (owner === undefined || ops.isRunning(owner) ? undefined : 'the host is gone'),
  ]
}

/**
 * The commands of the background shells that an event says are running; `undefined` where it says nothing about such
 * tasks. One without a command is the empty string.
 */
function backgroundShells(fields: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const tasks = fields['background_tasks']
  if (!Array.isArray(tasks)) return undefined
  return tasks.flatMap((task: unknown) => {
    const { type, status, command } = (task ?? {}) as Readonly<Record<string, unknown>>
    if (type !== 'shell' || (status !== undefined && status !== 'running')) return []
    return typeof command === 'string' ? command : ''
  })
}

function pidOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined
}

/** Milliseconds as whole tenths of a second. */
function tenths(ms: number): number {
  return Math.round(ms / 100) / 10
}

/** As much of a command as is repeated to the model. */
const LONGEST = 120

function shorten(command: string): string {
  const line = command.trim().replaceAll(/\s+/g, ' ')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
