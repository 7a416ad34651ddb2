import { INIT, type InitFlags } from '@dos/command-line/setup-verbs'
import { readConfig } from '@dos/hook-call/config/config'
import { DEFAULT_TIMEOUT_SECONDS, type Machine } from '@dos/hook-wiring'
import { escapeText, wrapWords } from '@dos/terminal-text'
import { isPlaced, placeProgram } from '../program/place.ts'
import { chooseProgram, findSelf, type Placement } from '../program/program.ts'
import { type Change, makeChange, type Plan, showPlan } from '../settings/change.ts'
import { machineOf, type Target, targetsOf } from '../settings/targets.ts'
import { ask } from '../world/ask.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb } from '../world/run-verb.ts'
import { chooseHosts } from './hosts.ts'
import { planFor } from './plan.ts'
import { whatRemains } from './remains.ts'

/** What is to be done, once it is allowed. */
interface Work {
  readonly changes: readonly Change[]
  /** The settings that bind the hook already. */
  readonly bound: readonly Target[]
  readonly placement: Placement | undefined
  readonly remark: string | undefined
  readonly replan: (target: Target) => Plan
}

/** Before what an item goes on with. */
const INDENT = '    '

/** How much longer than it waits a hook may take, in seconds: to start, to look and to write. */
const ROOM_SECONDS = 30

/**
 * Runs `dos-hook init`.
 *
 * @returns 0; 1 for a wrong command line, a file that was refused or could not be written, or a no
 */
export function init(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(INIT, args, io, async (flags) => {
    const found = machineOf(io, flags.workspace)
    if (found.ok) return wireAll(flags, found.machine, io)
    io.complain(found.why)
    return 1
  })
}

async function wireAll(flags: InitFlags, machine: Machine, io: DeskIo): Promise<0 | 1> {
  const { scope = 'user', loop, wake } = flags
  const { hosts, complaints, notes } = chooseHosts(flags, scope, machine)
  for (const line of complaints) io.complain(line)
  for (const line of notes) io.write(`${escapeText(line)}\n`)
  if (hosts.length === 0) return complaints.length > 0 ? 1 : 0
  const program = chooseProgram({ ...machine, self: findSelf(), scope, version: io.version })
  if (!program.ok) {
    io.complain(program.why)
    return 1
  }
  const timeoutSeconds = await timeoutFor(machine.project, io)
  const wanted = { command: program.words, loop, wake, timeoutSeconds }
  const replan = (target: Target) => planFor(target, wanted, machine)
  const plans = targetsOf(hosts, [scope], machine).map(replan)
  for (const plan of plans) showPlan(plan, io)
  const fit = plans.filter((plan) => plan.kind === 'change' || plan.kind === 'stays')
  const refused = complaints.length > 0 || fit.length < plans.length
  const changes = fit.filter((plan) => plan.kind === 'change')
  const bound = fit.flatMap(({ kind, target }) => (kind === 'stays' ? target : []))
  // The settings may name it already, and another version of it be there.
  const isMissing = fit.length > 0 && program.placement !== undefined && !isPlaced(program.placement)
  const placement = isMissing ? program.placement : undefined
  if (changes.length === 0 && placement === undefined) return refused ? 1 : 0
  const work: Work = { changes, bound, placement, remark: program.remark, replan }
  return (await carryOut(work, flags, io)) && !refused ? 0 : 1
}

async function carryOut(work: Work, flags: InitFlags, io: DeskIo): Promise<boolean> {
  const { changes, bound, placement, remark, replan } = work
  if (remark !== undefined) io.write(`${remark}\n\n`)
  if (placement !== undefined) io.write(`${escapeText(describePlacement(placement))}\n\n`)
  const isEverywhere = flags.loop && (flags.scope ?? 'user') === 'user'
  if (isEverywhere) {
    io.complain('warning: --loop in your own settings makes a loop of every session, interactive ones, too')
  }
  if (flags.dryRun) {
    io.write('A dry run: nothing was written.\n')
    return true
  }
  const question = questionAbout(changes.length, isEverywhere)
  const no = await ask(io, { yes: flags.yes, question, initial: !isEverywhere })
  const failed = no ?? (placement && placeProgram(placement, { id: io.newId(), now: io.now() }))
  if (failed !== undefined) {
    io.complain(failed)
    return false
  }
  if (placement !== undefined) io.write(`wrote ${escapeText(placement.to)}\n`)
  const written = changes
    .filter((change) => makeChange(change, () => replan(change.target), io))
    .map(({ target }) => target)
  const remains = whatRemains(written, [...written, ...bound], flags)
  const room = io.columns === undefined ? undefined : io.columns - INDENT.length
  const items = remains.map((line) => `  ${wrapWords(line, room).join(`\n${INDENT}`)}\n`)
  if (written.length > 0) io.write(`\nWhat remains\n${items.join('')}`)
  return written.length === changes.length
}

function describePlacement({ from, to, why }: Placement): string {
  return `${from} ${why}, so it is copied to ${to}.`
}

function questionAbout(files: number, isEverywhere: boolean): string {
  if (files === 0) return 'Write the program?'
  const what = files === 1 ? 'this file' : `these ${files} files`
  return isEverywhere ? `Make every session a loop, and write ${what}?` : `Write ${what}?`
}

/** How long the host is to wait for the hook, in seconds. What a workspace may ask for is bounded where it is read. */
async function timeoutFor(project: string, io: DeskIo): Promise<number> {
  const reading = await readConfig(project, io.env)
  if (!reading.ok) {
    io.complain(`warning: ${reading.complaint}; the hook is given ${DEFAULT_TIMEOUT_SECONDS} s`)
    return DEFAULT_TIMEOUT_SECONDS
  }
  const { wait } = reading.config
  const waits = wait !== undefined && (wait.background || wait.until !== undefined)
  return waits ? Math.ceil(wait.maxSeconds) + ROOM_SECONDS : DEFAULT_TIMEOUT_SECONDS
}
