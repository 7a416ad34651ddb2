import { readConfig } from '@dos/hook-call/config/config'
import { ownFolders } from '@dos/hook-call/user/folders'
import { DEFAULT_TIMEOUT_SECONDS, type Machine, type Wanted } from '@dos/hook-wiring'
import { escapeText } from '@dos/terminal-text'
import { isPlaced, placeProgram } from '../program/place.ts'
import { chooseProgram, type Placement, type Program } from '../program/program.ts'
import { findSelf } from '../program/self.ts'
import { describePath } from '../settings/outside.ts'
import { machineOf } from '../settings/project-machine.ts'
import { showChange } from '../settings/show-change.ts'
import { type Target, targetsOf, titleOf } from '../settings/targets.ts'
import { untilUnchanged, writeSettings } from '../settings/write-settings.ts'
import { ask } from '../world/ask.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { withPlainComplaints } from '../world/plain-complaints.ts'
import { runVerb } from '../world/run-verb.ts'
import { type InitFlags, readInitFlags } from './flags.ts'
import { fold } from './fold.ts'
import { INIT_HELP } from './help.ts'
import { chooseHosts } from './hosts.ts'
import { type Plan, planFor } from './plan.ts'
import { whatRemains } from './remains.ts'

type Writing = Extract<Plan, { readonly kind: 'write' }>

/** What is to be done, once it is allowed. */
interface Work {
  readonly writings: readonly Writing[]
  /** The settings that bind the hook already. */
  readonly bound: readonly Target[]
  readonly program: Extract<Program, { ok: true }>
  readonly wanted: Wanted
  readonly machine: Machine
}

/** How much longer than it waits a hook may take, in seconds: to start, to look and to write. */
const ROOM_SECONDS = 30

const WORDS = { name: 'init', help: INIT_HELP, readFlags: readInitFlags }

/**
 * Runs `dos-hook init`.
 *
 * @returns 0; 1 for a wrong command line, a file that was refused or could not be written, or a no
 */
export function init(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  const plain = withPlainComplaints(io)
  return runVerb(WORDS, args, io, async (flags) => {
    const found = machineOf(io, flags.workspace)
    if (found.ok) return wireAll(flags, found.machine, plain)
    plain.complain(found.why)
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
  const plans = targetsOf(hosts, [scope], machine).map((target) => planFor(target, wanted, machine))
  for (const plan of plans) show(plan, io)
  const refused = complaints.length > 0 || plans.some(({ kind }) => kind === 'refused')
  const writings = plans.filter((plan) => plan.kind === 'write')
  // The settings may name it already, and another version of it be there.
  const placement = plans.some(({ kind }) => kind !== 'refused') ? toBePlaced(program) : undefined
  if (writings.length === 0 && placement === undefined) return refused ? 1 : 0
  const bound = plans.filter(({ kind }) => kind === 'as-it-is').map(({ target }) => target)
  const work: Work = { writings, bound, program: { ...program, placement }, wanted, machine }
  const done = await carryOut(work, flags, io)
  return done && !refused ? 0 : 1
}

function toBePlaced({ placement }: Extract<Program, { ok: true }>): Placement | undefined {
  return placement === undefined || isPlaced(placement) ? undefined : placement
}

async function carryOut(work: Work, flags: InitFlags, io: DeskIo): Promise<boolean> {
  const { writings, bound, program } = work
  const { placement } = program
  if (program.remark !== undefined) io.write(`${program.remark}\n\n`)
  if (placement !== undefined) io.write(`${escapeText(describePlacement(placement))}\n\n`)
  const isEverywhere = flags.loop && (flags.scope ?? 'user') === 'user'
  if (isEverywhere) {
    io.complain('warning: --loop in your own settings makes a loop of every session, interactive ones, too')
  }
  if (flags.dryRun) {
    io.write('A dry run: nothing was written.\n')
    return true
  }
  const question = questionAbout(writings.length, isEverywhere)
  const no = await ask(io, { yes: flags.yes, question, initial: !isEverywhere })
  if (no !== undefined) {
    io.complain(no)
    return false
  }
  if (placement !== undefined) {
    const failed = placeProgram(placement, { id: io.newId(), now: io.now() })
    if (failed !== undefined) {
      io.complain(failed)
      return false
    }
    io.write(`wrote ${escapeText(placement.to)}\n`)
  }
  const written = writings.filter((writing) => write(writing, work, io)).map(({ target }) => target)
  const remains = whatRemains(written, [...written, ...bound], flags)
  if (written.length > 0)
    io.write(`\nWhat remains\n${remains.map((line) => fold(line, io.columns)).join('')}`)
  return written.length === writings.length
}

function describePlacement({ from, to, why }: Placement): string {
  return `${from} ${why === 'in-project' ? 'lies in the project' : 'could be deleted'}, so it is copied to ${to}.`
}

function questionAbout(files: number, isEverywhere: boolean): string {
  if (files === 0) return 'Write the program?'
  const what = files === 1 ? 'this file' : `these ${files} files`
  return isEverywhere ? `Make every session a loop, and write ${what}?` : `Write ${what}?`
}

function write({ target, ...planned }: Writing, { wanted, machine }: Work, io: DeskIo): boolean {
  let now = { target, ...planned } as Plan
  const written = untilUnchanged(() => {
    if (now.kind === 'as-it-is') return { ok: true }
    if (now.kind === 'refused') {
      const { why } = now
      // Who changes it at the same moment may be in the middle of it.
      now = planFor(target, wanted, machine)
      return { ok: false, why, changed: true }
    }
    const { found, after, isOurs } = now
    const done = writeSettings(ownFolders(io).backups, found, after, isOurs, io)
    if (done.ok) return done
    now = planFor(target, wanted, machine)
    return now.kind === 'as-it-is' ? { ok: true } : done
  })
  if (!written.ok) {
    io.complain(written.why)
    return false
  }
  const { found } = now.kind === 'refused' ? planned : now
  const path = escapeText(describePath(target, found.path))
  // Whoever was quicker may have wanted the same: then there is nothing left to do.
  io.write(now.kind === 'as-it-is' ? `somebody else has just written the same: ${path}\n` : `wrote ${path}\n`)
  return true
}

function show(plan: Plan, io: DeskIo): void {
  const { target } = plan
  if (plan.kind === 'refused') {
    io.complain(`${titleOf(target)}: ${plan.why}`)
    return
  }
  io.write(`${titleOf(target)}: ${escapeText(describePath(target, plan.found.path))}\n`)
  if (plan.kind === 'as-it-is') {
    const how = plan.byHand ? 'already wired by a command of your own' : 'already wired'
    io.write(`  ${how}, nothing to change\n\n`)
    return
  }
  const { changes, found, after } = plan
  for (const change of changes) io.write(`  ${escapeText(change)}\n`)
  io.write(`${showChange(found.path, found.kind === 'file' ? found.text : undefined, after, io.colours)}\n`)
}

/** How long the host is to wait for the hook, in seconds. What a workspace may ask for is bounded where it is read. */
async function timeoutFor(project: string, io: DeskIo): Promise<number> {
  const reading = await readConfig(project, io.env)
  if (!reading.ok) {
    io.complain(`warning: ${reading.complaint}; the hook is given ${DEFAULT_TIMEOUT_SECONDS} s`)
    return DEFAULT_TIMEOUT_SECONDS
  }
  const { wait } = reading.config
  return wait === undefined ? DEFAULT_TIMEOUT_SECONDS : Math.ceil(wait.maxSeconds) + ROOM_SECONDS
}
