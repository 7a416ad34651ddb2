import { ownFolders } from '@dos/hook-call/user/folders'
import { HOST_NAMES } from '@dos/hook-dialect'
import { type Machine, SCOPES } from '@dos/hook-wiring'
import { escapeText } from '@dos/terminal-text'
import { clearFolders, forget } from '../settings/backup.ts'
import { readWiringFlags, type WiringFlags } from '../settings/flags.ts'
import { describePath } from '../settings/outside.ts'
import { machineOf } from '../settings/project-machine.ts'
import type { Replacement } from '../settings/replace-file.ts'
import { readSettingsFile } from '../settings/settings-on-disk.ts'
import { showChange } from '../settings/show-change.ts'
import { targetsOf, titleOf } from '../settings/targets.ts'
import { deleteSettings, restoreSettings, untilUnchanged, writeSettings } from '../settings/write-settings.ts'
import { ask } from '../world/ask.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { withPlainComplaints } from '../world/plain-complaints.ts'
import { runVerb } from '../world/run-verb.ts'
import { asWritten } from './as-written.ts'
import { clearPrograms, judgePrograms, type Programs } from './clear-programs.ts'
import { REMOVE_HELP } from './help.ts'
import { planRemoval, type Removal, type RemovalFacts } from './plan.ts'

type Changing = Extract<Removal, { readonly kind: 'restore' | 'edit' | 'delete' }>

const WORDS = {
  name: 'remove',
  help: REMOVE_HELP,
  readFlags: (args: readonly string[]) => readWiringFlags(args, {}),
}

/**
 * Runs `dos-hook remove`.
 *
 * @returns 0, also where there is nothing to take out; 1 for a wrong command line, a file that could not be read or
 * written, or a no
 */
export function remove(args: readonly string[], io: DeskIo): Promise<0 | 1> {
  return runVerb(WORDS, args, io, (flags) => takeOut(flags, withPlainComplaints(io)))
}

async function takeOut(flags: WiringFlags, io: DeskIo): Promise<0 | 1> {
  const around = machineOf(io, flags.workspace)
  if (!around.ok) {
    io.complain(around.why)
    return 1
  }
  const { machine } = around
  const { backups } = ownFolders(io)
  const scopes = flags.scope === undefined ? SCOPES : [flags.scope]
  const facts = { backups, project: machine.project, asked: flags.hosts !== undefined }
  const targets = targetsOf(flags.hosts ?? HOST_NAMES, scopes, machine)
  const removals = targets.map((target) => planRemoval(target, facts))
  for (const removal of removals) show(removal, io)
  const refused = removals.some(({ kind }) => kind === 'refused')
  const changing = removals.filter(isChanging)
  if (changing.length === 0) {
    const programs = judgePrograms(ownFolders(io), placesOf(machine))
    tellOfPrograms(programs, io)
    if (programs.kind !== 'unused') {
      if (removals.every(({ kind }) => kind === 'nothing'))
        io.write('It is wired nowhere here: nothing to take out.\n')
      return refused ? 1 : 0
    }
  }
  const done = await carryOut(changing, { ...facts, machine }, flags, io)
  return done && !refused ? 0 : 1
}

/** @param changing - none: only programs are to go */
async function carryOut(
  changing: readonly Changing[],
  { machine, ...facts }: RemovalFacts & { readonly machine: Machine },
  { dryRun, yes }: WiringFlags,
  io: DeskIo,
): Promise<boolean> {
  if (dryRun) {
    io.write('A dry run: nothing was written.\n')
    return true
  }
  const no = await ask(io, { yes, question: questionAbout(changing.length), initial: true })
  if (no !== undefined) {
    io.complain(no)
    return false
  }
  const done = changing.filter((removal) => change(removal, facts, io))
  clearFolders(ownFolders(io).backups, done.flatMap(foldersOf))
  const programs = judgePrograms(ownFolders(io), placesOf(machine))
  if (programs.kind === 'unused') {
    if (clearPrograms(programs.folder))
      io.write(`removed ${escapeText(programs.folder)}, which no settings name any more\n`)
  } else if (changing.length > 0) tellOfPrograms(programs, io)
  return done.length === changing.length
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

function change(removal: Changing, facts: RemovalFacts, io: DeskIo): boolean {
  const { target } = removal
  let now: Removal = removal
  const changed = untilUnchanged(() => {
    const done = carry(now, io)
    // Who changes it at the same moment may be in the middle of it.
    if (!done.ok && done.changed) now = planRemoval(target, facts)
    return done
  })
  if (!changed.ok) io.complain(changed.why)
  else if (isChanging(now))
    io.write(`${DONE[now.kind](now)} ${escapeText(describePath(target, now.found.path))}\n`)
  return changed.ok
}

function carry(removal: Removal, io: DeskIo): Replacement {
  const { backups } = ownFolders(io)
  if (removal.kind === 'refused') return { ok: false, why: removal.why, changed: true }
  if (!isChanging(removal)) return { ok: true }
  const { found } = removal
  switch (removal.kind) {
    case 'restore':
      return restoreSettings(backups, found, removal.baseline, io)
    case 'edit':
      return writeSettings(backups, found, removal.after, true, io)
    case 'delete': {
      const deleted = deleteSettings(found, io)
      if (deleted.ok) forget(backups, found.path)
      return deleted
    }
  }
}

/** The folders that `init` made for a file. */
function foldersOf(removal: Changing): readonly string[] {
  switch (removal.kind) {
    case 'restore':
      return removal.baseline.kind === 'missing' ? removal.baseline.folders : []
    case 'delete':
      return removal.folders
    case 'edit':
      return []
  }
}

const DONE: Readonly<Record<Changing['kind'], (removal: Changing) => string>> = {
  restore: (removal) =>
    removal.kind === 'restore' && removal.baseline.kind === 'missing' ? 'removed' : 'restored',
  edit: () => 'wrote',
  delete: () => 'removed',
}

function show(removal: Removal, io: DeskIo): void {
  if (removal.kind === 'nothing') return
  const { target } = removal
  if (removal.kind === 'refused') {
    io.complain(`${titleOf(target)}: ${removal.why}`)
    return
  }
  io.write(`${titleOf(target)}: ${escapeText(describePath(target, removal.found.path))}\n`)
  for (const hook of removal.byHand) {
    const command = escapeText(asWritten(removal.found.text, hook))
    io.write(`  line ${hook.line} is a command of your own, and stays: ${command}\n`)
  }
  if (removal.kind === 'by-hand') {
    io.write('\n')
    return
  }
  if (removal.kind === 'edit') for (const change of removal.changes) io.write(`  ${escapeText(change)}\n`)
  else io.write(`  ${WHAT[removal.kind]}\n`)
  io.write(`${showChange(removal.found.path, removal.found.text, afterOf(removal), io.colours)}\n`)
}

const WHAT = {
  restore: 'as it was before init',
  delete: 'made by init, and nothing else is in it',
} as const

function afterOf(removal: Changing): string | undefined {
  switch (removal.kind) {
    case 'restore':
      return removal.baseline.kind === 'file' ? new TextDecoder().decode(removal.baseline.bytes) : undefined
    case 'edit':
      return removal.after
    case 'delete':
      return undefined
  }
}

function isChanging(removal: Removal): removal is Changing {
  return removal.kind === 'restore' || removal.kind === 'edit' || removal.kind === 'delete'
}
