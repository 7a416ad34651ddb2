import { REMOVE, type SettingsFlags } from '@dos/command-line/setup-verbs'
import { ownFolders } from '@dos/hook-call/user/folders'
import { HOST_NAMES } from '@dos/hook-dialect'
import { type Machine, SCOPES } from '@dos/hook-wiring'
import { clearFolders } from '../settings/backup.ts'
import { type Change, makeChange, type Plan, showPlan } from '../settings/change.ts'
import { machineOf, type Target, targetsOf } from '../settings/targets.ts'
import { ask } from '../world/ask.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb } from '../world/run-verb.ts'
import { planRemoval } from './plan.ts'
import { clearPrograms, findUnusedPrograms, showUnusedPrograms } from './programs.ts'

/**
 * Runs `dos-hook remove`.
 *
 * @returns 0, also where there is nothing to take out; 1 for a wrong command line, a file that could not be read or
 * written, or a no
 */
export function remove(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(REMOVE, args, io, (flags) => takeOut(flags, io))
}

async function takeOut(flags: SettingsFlags, io: DeskIo): Promise<0 | 1> {
  const around = machineOf(io, flags.workspace)
  if (!around.ok) {
    io.complain(around.why)
    return 1
  }
  const { machine } = around
  const scopes = flags.scope === undefined ? SCOPES : [flags.scope]
  const facts = {
    backups: ownFolders(io).backups,
    project: machine.project,
    asked: flags.host !== undefined,
  }
  const replan = (target: Target) => planRemoval(target, facts)
  const plans = targetsOf(flags.host ?? HOST_NAMES, scopes, machine).map(replan)
  for (const plan of plans) showPlan(plan, io)
  const refused = plans.some(({ kind }) => kind === 'refused')
  const changes = plans.filter((plan) => plan.kind === 'change')
  if (changes.length === 0) {
    const unused = findUnusedPrograms(machine)
    if (unused !== undefined) showUnusedPrograms(unused, io)
    if (unused?.moved.length !== 0) {
      if (plans.every(({ kind }) => kind === 'nothing'))
        io.write('It is wired nowhere here: nothing to take out.\n')
      return refused ? 1 : 0
    }
  }
  return (await carryOut(changes, replan, machine, flags, io)) && !refused ? 0 : 1
}

/** @param changes - none: only programs are to go */
async function carryOut(
  changes: readonly Change[],
  replan: (target: Target) => Plan,
  machine: Machine,
  { dryRun, yes }: SettingsFlags,
  io: DeskIo,
): Promise<boolean> {
  if (dryRun) {
    io.write('A dry run: nothing was written.\n')
    return true
  }
  const no = await ask(io, { yes, question: questionAbout(changes.length), initial: true })
  if (no !== undefined) {
    io.complain(no)
    return false
  }
  const done = changes.filter((change) => makeChange(change, () => replan(change.target), io))
  const folders = done.flatMap((change) => change.folders ?? [])
  clearFolders(ownFolders(io).backups, folders)
  const unused = findUnusedPrograms(machine)
  if (unused?.moved.length === 0) clearPrograms(unused.folder, io)
  else if (unused !== undefined && changes.length > 0) showUnusedPrograms(unused, io)
  return done.length === changes.length
}

function questionAbout(files: number): string {
  if (files === 0) return 'Remove these programs?'
  return files === 1 ? 'Change this file?' : `Change these ${files} files?`
}
