import { REMOVE, type SettingsFlags } from '@dos/command-line/setup-verbs'
import { ownFolders } from '@dos/hook-call/user/folders'
import { HOST_NAMES } from '@dos/hook-dialect'
import { type Machine, SCOPES } from '@dos/hook-wiring'
import { escapeText } from '@dos/terminal-text'
import { clearFolders } from '../settings/backup.ts'
import { type Change, makeChange, type Plan, showPlan } from '../settings/change.ts'
import { readSettingsFile } from '../settings/settings-on-disk.ts'
import { machineOf, type Target, targetsOf } from '../settings/targets.ts'
import { ask } from '../world/ask.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { runVerb } from '../world/run-verb.ts'
import { clearPrograms, judgePrograms, type Programs } from './clear-programs.ts'
import { planRemoval } from './plan.ts'

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
    const programs = judgePrograms(ownFolders(io), placesOf(machine))
    tellOfPrograms(programs, io)
    if (programs.kind !== 'unused') {
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
  clearFolders(
    ownFolders(io).backups,
    done.flatMap(({ folders = [] }) => folders),
  )
  const programs = judgePrograms(ownFolders(io), placesOf(machine))
  if (programs.kind === 'unused') {
    if (clearPrograms(programs.folder))
      io.write(`removed ${escapeText(programs.folder)}, which no settings name any more\n`)
  } else if (changes.length > 0) tellOfPrograms(programs, io)
  return done.length === changes.length
}

function questionAbout(files: number): string {
  if (files === 0) return 'Remove these programs?'
  return files === 1 ? 'Change this file?' : `Change these ${files} files?`
}

function tellOfPrograms(programs: Programs, io: DeskIo): void {
  if (programs.kind === 'needed') return
  const folder = escapeText(programs.folder)
  if (programs.kind === 'unused') {
    io.write(`Programs that init has put there, and that no settings name: ${folder}\n\n`)
    return
  }
  const moved = programs.moved.map(escapeText).join(', ')
  io.write(
    `${folder} stays: settings that may name it are not where init wrote them any more (${moved}). Delete it once none does.\n`,
  )
}

/** Every file in which a host looks for settings here, links followed. */
function placesOf(machine: Machine): readonly string[] {
  return targetsOf(HOST_NAMES, SCOPES, machine).map(({ path }) => {
    const found = readSettingsFile(path)
    return found.kind === 'refused' ? path : found.path
  })
}
