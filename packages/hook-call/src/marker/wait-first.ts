import {
  answerWait,
  nodeOps,
  planWait,
  type WaitFor,
  type WaitOps,
  type WaitPolicy,
  waitForBackground,
  waitUntil,
  watchForEnd,
} from '@dos/wait'
import type { HookEvent } from '../event/event.ts'
import type { Io } from '../io.ts'
import { backgroundShells } from './background-shells.ts'
import { endChecks } from './end-checks.ts'
import type { Trace } from './judgement.ts'
import type { HeldTurn } from './reason.ts'
import type { Waited } from './waited.ts'
import {
  describeBackground,
  describeUntil,
  tellBackgroundEnded,
  tellConditionMet,
  tellInVain,
  tenths,
} from './words.ts'

/** What to wait for, on whose behalf. */
export interface WaitRequest {
  readonly event: HookEvent
  readonly workspace: string
  readonly policy: WaitPolicy
  /** Whether the hook's own command line allows the workspace's `until` to be run. */
  readonly allowUntil: boolean
  readonly dryRun: boolean
}

/** A `dos.toml` can come with a cloned repository; the line that binds the hook is the user's own. */
const UNTIL_REFUSED =
  "[wait] until is not run: a dos.toml may come with a cloned repository, so the hook's own command line has to allow it by --allow-until"

/** Waits before a hold, where the policy says so and there is something to wait for. */
export async function waitFirst(request: WaitRequest, io: Io, trace: Trace): Promise<Waited> {
  const { event, policy, allowUntil, dryRun } = request
  const shells = backgroundShells(event.fields)
  const { attended } = event
  // Codex alone was seen to start background commands in sessions of their own and to list none.
  const unlisted = event.told.host === 'codex'
  const { steps, untilRefused } = planWait({ policy, attended, shells, unlisted, untilAllowed: allowUntil })
  const warnings = untilRefused ? [UNTIL_REFUSED] : []
  if (steps.length === 0) return { answer: 'go-on', reason: '', warnings }
  if (dryRun) {
    const what = steps
      .map((step) => (step === 'background' ? 'background shells' : 'the condition'))
      .join(', else ')
    return { answer: 'go-on', reason: `would first wait for ${what}, up to ${policy.maxSeconds} s`, warnings }
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
      const made = await waitFor(step, { ...request, host, shells, ops, signal: watch.signal })
      trace(`waited for ${step}: ${made.end}${made.end === 'aborted' ? `, ${watch.signal.reason}` : ''}`)
      warnings.push(...made.warnings)
      if (made.end === 'nothing') continue
      const answer = answerWait(made.end, { for: step, onceMet: policy.onceMet, hostReports })
      const fields = { waited_seconds: tenths(made.waitedMs), for: step }
      return { answer, reason: made.reason, fields, warnings, words: made.words }
    }
    return { answer: 'go-on', reason: '', warnings }
  } finally {
    watch.stop()
  }
}

interface Step extends WaitRequest {
  readonly host: number | undefined
  readonly shells: readonly string[] | undefined
  readonly ops: WaitOps
  readonly signal: AbortSignal
}

interface Made extends Pick<Waited, 'reason' | 'warnings'> {
  readonly end: 'met' | 'late' | 'aborted' | 'nothing'
  readonly waitedMs: number
  readonly words: (held: HeldTurn) => string
}

async function waitFor(what: WaitFor, step: Step): Promise<Made> {
  const { policy, ops, signal, workspace: folder } = step
  if (what === 'background') {
    const { host, shells: commands } = step
    const { maxSeconds } = policy
    const wait = await waitForBackground({ self: process.pid, host, commands, maxSeconds }, ops, signal)
    const reason = describeBackground(wait)
    const words = wait.end === 'met' ? tellBackgroundEnded(wait.waitedMs) : tellInVain(reason)
    return { ...wait, reason, words, warnings: [] }
  }
  const command = policy.until ?? ''
  const wait = await waitUntil({ ...policy, command, folder }, ops, signal)
  const reason = describeUntil(wait)
  const words = wait.end === 'met' ? tellConditionMet(wait.waitedMs, command) : tellInVain(reason)
  const failed = wait.last?.kind === 'failed' ? [`[wait] until could not be started: ${wait.last.why}`] : []
  return { ...wait, reason, words, warnings: failed }
}

function pidOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined
}
