import { record } from '@dos/marker-sensor'
import {
  answerWait,
  type BackgroundWait,
  findHost,
  nodeOps,
  planWait,
  type UntilWait,
  type WaitOps,
  type WaitPolicy,
  waitForBackground,
  waitUntil,
  watchForEnd,
} from '@dos/wait'
import { findStdoutGone } from '../poll.ts'
import { runOf } from '../progress/turn.ts'
import { watchProgress } from '../progress/watch.ts'
import { type Additions, giveBack, hold, type Stop } from './act.ts'
import { type Judgement, release } from './judgement.ts'
import { afterMarker, holdReason, type Words } from './words.ts'

/** Additive op: the turn was released after a wait. */
const WAIT = 'WAIT'

/** A `dos.toml` can come with a cloned repository; the line that binds the hook is the user's own. */
const UNTIL_REFUSED =
  "[wait] until is not run: a dos.toml may come with a cloned repository, so the hook's own command line has to allow it by --allow-until"

/** A Stop that is to be held, and what to wait for before. */
interface Waiting extends Stop {
  readonly policy: WaitPolicy
}

/** What one step of waiting came to. */
interface Waited {
  readonly end: 'met' | 'late' | 'aborted' | 'nothing'
  readonly waitedMs: number
  /** What was waited for and how long, for people. */
  readonly reason: string
  readonly words: Words
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
  waiting: Waiting,
): Promise<Judgement> {
  const { event, found, flags, io, trace, policy } = waiting
  const shells = backgroundShells(event.fields)
  const { attended } = event
  // Codex alone was seen to start background commands in sessions of their own and to list none.
  const unlisted = event.told.host === 'codex'
  const { steps, untilRefused } = planWait({
    ...{ policy, attended, shells, unlisted },
    untilAllowed: flags.allowUntil,
  })
  if (untilRefused) warn(waiting, UNTIL_REFUSED)
  if (steps.length === 0) return hold(reason, additions, waiting)
  if (flags.dryRun) {
    const what = steps
      .map((step) => (step === 'background' ? 'background shells' : 'the condition'))
      .join(', else ')
    return hold(`would first wait for ${what}, up to ${policy.maxSeconds} s; ${reason}`, additions, waiting)
  }

  // An agent that was started by another one inherits the variable: it does not name the host of a Codex hook.
  const host = unlisted ? undefined : pidOf(io.env['CLAUDE_PID'])
  // Where the host names its shells and says itself whether it is attended, it also opens a turn when they end. Claude
  // Code of before, whose -p ends without one, is known as attended or not by how it was started.
  const says = Boolean(io.env['CLAUDE_CODE_SESSION_ATTENDED'])
  const hostReports = shells !== undefined && attended !== undefined && says
  const ops = nodeOps({ env: io.env })
  const watch = watchForEnd({ checks: await endChecks(ops, host) })
  try {
    for (const step of steps) {
      trace(`waiting for ${step}, up to ${policy.maxSeconds} s`)
      const waited = await (step === 'background'
        ? waitForShells(
            { self: process.pid, host, commands: shells, maxSeconds: policy.maxSeconds },
            ops,
            watch,
          )
        : waitForCondition(waiting, ops, watch))
      const { end } = waited
      trace(`waited for ${step}: ${end}${end === 'aborted' ? `, ${watch.signal.reason}` : ''}`)
      if (waited.failed !== undefined) warn(waiting, `[wait] until could not be started: ${waited.failed}`)
      if (end === 'nothing') continue
      const answer = answerWait(end, { for: step, onceMet: policy.onceMet, hostReports })
      found.waited = { waited_seconds: tenths(waited.waitedMs), for: step }
      const fields = { ...additions.fields, ...found.waited }
      const noted = { ...additions, now: io.now(), reason: waited.reason, fields }
      if (answer === 'vanish') return { ...release(waited.reason, found), answer: 'none' }
      if (answer === 'release') return releaseAfter(waited.reason, noted, waiting)
      // Ground truth is not looked at once more: the next Stop finds it, and the model is told now.
      return hold(`${waited.reason}; ${reason}`, noted, waiting, waited.words)
    }
    return hold(reason, additions, waiting)
  } finally {
    watch.stop()
  }
}

/** Releases after a wait. What advanced meanwhile zeroes the streak. */
async function releaseAfter(reason: string, noted: Additions, waiting: Waiting): Promise<Judgement> {
  const { event, place, config, found, io } = waiting
  const again = await watchProgress(place, config.progress, io, event)
  if (again.progress.advanced) {
    const why = `${reason}; progress: ${again.progress.what.join(', ')}`
    return giveBack(again, waiting, { fields: { ...noted.fields, ...again.fields }, reason: why })
  }
  const fields = { ...noted.fields, ...again.fields }
  record(place.tally, { ...noted, ...runOf(io), fields, op: WAIT })
  return release(reason, found, { outcome: 'waited' })
}

function warn({ found }: Stop, warning: string): void {
  found.warnings = [...found.warnings, warning]
}

type End = ReturnType<typeof watchForEnd>

async function waitForShells(
  request: Parameters<typeof waitForBackground>[0],
  ops: WaitOps,
  { signal }: End,
): Promise<Waited> {
  const wait = await waitForBackground(request, ops, signal)
  const reason = describeBackground(wait)
  const told = `what ran in the background has ended; the hook waited ${inSeconds(wait.waitedMs)} for it. Look at its result and go on.`
  return { ...wait, reason, words: wait.end === 'met' ? tell(told) : tellInVain(reason) }
}

async function waitForCondition({ policy, place }: Waiting, ops: WaitOps, { signal }: End): Promise<Waited> {
  const command = policy.until ?? ''
  const wait = await waitUntil({ ...policy, command, folder: place.workspace }, ops, signal)
  const reason = describeUntil(wait)
  const told = `the condition is met, \`${shorten(command)}\` has succeeded; the hook waited ${inSeconds(wait.waitedMs)} for it. No need to check again: go on.`
  return {
    ...{ end: wait.end, waitedMs: wait.waitedMs, reason },
    words: wait.end === 'met' ? tell(told) : tellInVain(reason),
    ...(wait.last?.kind === 'failed' && { failed: wait.last.why }),
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

/** What a wait for background shells came to, for the record. */
function describeBackground({ end, waitedMs, shells }: BackgroundWait): string {
  const what = shells === 1 ? 'a background shell' : `${shells} background shells`
  return `waited ${inSeconds(waitedMs)} ${end === 'met' ? '' : 'in vain '}for ${what} to end`
}

/** What a wait for a condition came to, for the record. */
function describeUntil({ end, waitedMs, runs, last }: UntilWait): string {
  const looks = runs === 1 ? 'one look' : `${runs} looks`
  if (end === 'met') return `waited ${inSeconds(waitedMs)} until the condition was met, ${looks}`
  const status =
    last?.kind === 'exited' && last.status !== null ? `, the last one with status ${last.status}` : ''
  return `waited ${inSeconds(waitedMs)} in vain for the condition to be met, ${looks}${status}`
}

/** Tells the model what has happened. Paid for as input, hence short. */
function tell(what: string): Words {
  return (held) => `Wait marker ${held.marker} of ${held.cap}: ${what} ${afterMarker(held)}`
}

/** Tells the model what it is told without a wait, and that there was one. */
function tellInVain(reason: string): Words {
  return (held) => `${holdReason(held)} The hook ${reason}.`
}

function inSeconds(ms: number): string {
  return `${tenths(ms)} s`
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
