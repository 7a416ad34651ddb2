import { HOST_NAMES } from '@dos/hook-dialect'
import { SCOPES } from '@dos/hook-wiring'
import { escapeText } from '@dos/tally-view'
import type { DeskIo } from '../desk/desk-io.ts'
import { runVerb } from '../desk/run-verb.ts'
import { ask } from '../wiring/ask.ts'
import { forget } from '../wiring/backup.ts'
import { readWiringFlags, type WiringFlags } from '../wiring/flags.ts'
import { ownFolders } from '../wiring/own-folders.ts'
import { withPlainComplaints } from '../wiring/plain-complaints.ts'
import { machineOf } from '../wiring/project-machine.ts'
import type { Replacement } from '../wiring/replace-file.ts'
import { showChange } from '../wiring/show-change.ts'
import { targetsOf, titleOf } from '../wiring/targets.ts'
import { deleteSettings, restoreSettings, writeSettings } from '../wiring/write-settings.ts'
import { asWritten } from './as-written.ts'
import { clearPrograms } from './clear-programs.ts'
import { REMOVE_HELP } from './help.ts'
import { planRemoval, type Removal } from './plan.ts'

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
  const machine = machineOf(io, flags.workspace)
  if (!machine.ok) {
    io.complain(machine.why)
    return 1
  }
  const { backups } = ownFolders(io)
  const scopes = flags.scope === undefined ? SCOPES : [flags.scope]
  const removals = targetsOf(flags.hosts ?? HOST_NAMES, scopes, machine.machine).map((target) =>
    planRemoval(target, backups, flags.hosts !== undefined),
  )
  for (const removal of removals) show(removal, io)
  const refused = removals.some(({ kind }) => kind === 'refused')
  const changing = removals.filter(isChanging)
  if (changing.length === 0) {
    if (removals.every(({ kind }) => kind === 'nothing'))
      io.write('It is wired nowhere here: nothing to take out.\n')
    return refused ? 1 : 0
  }
  const done = await carryOut(changing, flags, io)
  return done && !refused ? 0 : 1
}

async function carryOut(
  changing: readonly Changing[],
  { dryRun, yes }: WiringFlags,
  io: DeskIo,
): Promise<boolean> {
  if (dryRun) {
    io.write('A dry run: nothing was written.\n')
    return true
  }
  const files = changing.length === 1 ? 'this file' : `these ${changing.length} files`
  const no = await ask(io, { yes, question: `Change ${files}?`, initial: true })
  if (no !== undefined) {
    io.complain(no)
    return false
  }
  const done = changing.filter((removal) => change(removal, io))
  const cleared = done.length === 0 ? undefined : clearPrograms(ownFolders(io))
  if (cleared !== undefined) io.write(`removed ${escapeText(cleared)}, which no settings name any more\n`)
  return done.length === changing.length
}

function change(removal: Changing, io: DeskIo): boolean {
  const { target } = removal
  const changed = carry(removal, io)
  if (changed.ok) io.write(`${DONE[removal.kind](removal)} ${escapeText(target.path)}\n`)
  else io.complain(changed.why)
  return changed.ok
}

function carry(removal: Changing, io: DeskIo): Replacement {
  const { backups } = ownFolders(io)
  const { found } = removal
  switch (removal.kind) {
    case 'restore':
      return restoreSettings(backups, found, removal.baseline, io)
    case 'edit':
      return writeSettings(backups, found, removal.after, true, io)
    case 'delete': {
      const deleted = deleteSettings(found, removal.folders)
      if (deleted.ok) forget(backups, found.path)
      return deleted
    }
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
  io.write(`${titleOf(target)}: ${escapeText(target.path)}\n`)
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
  io.write(`${showChange(target.path, removal.found.text, afterOf(removal), io.colours)}\n`)
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
