import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import type { CommandFacts, CommandRun, Place } from '@dos/hook-doctor'
import type { DeskIo } from '../desk/desk-io.ts'
import { findOnPath } from '../wiring/on-path.ts'
import { ownFolders } from '../wiring/own-folders.ts'
import { realPath } from './find-program.ts'
import type { Host } from './host-facts.ts'
import { lastPart } from './own-word.ts'
import { runProgram } from './run-program.ts'
import type { Start } from './start.ts'

/** How often each is run to see how long it takes. */
const RUNS = 5

/** A hook that takes longer is useless, whatever it answers. */
const LIMIT_MS = 2000

/** An event that is no Stop, and armed by nothing: it is let pass, and leaves no trace. */
const EVENT = JSON.stringify({ hook_event_name: 'DosHookDoctor', session_id: 'dos-hook-doctor' })

/** One distinct way in which this program is started, and where it is wired. */
interface Wired {
  readonly command: string
  readonly start: Start
  readonly places: Place[]
}

/** Runs each program that is wired, one after the other, so that none is slowed down by another. */
export async function commandFacts(
  hosts: readonly Host[],
  workspace: string,
  io: DeskIo,
): Promise<readonly CommandFacts[]> {
  const mine = ownFiles()
  const { programs } = ownFolders(io)
  const placed = realPath(programs) ?? programs
  const facts: CommandFacts[] = []
  for (const { command, start, places } of distinct(hosts)) {
    const refused = whyNotRun(start, workspace, { mine, placed })
    const run = refused ?? (await tryOut(start, workspace, io))
    const runtime = run.kind === 'ran' ? await runtimeOf(start, workspace, io) : undefined
    facts.push({ command, places, run, runtime })
  }
  return facts
}

function distinct(hosts: readonly Host[]): readonly Wired[] {
  const byCommand = new Map<string, Wired>()
  for (const { file, hook } of hosts.flatMap(({ own }) => own)) {
    const { command, start } = hook
    // What can't be found is told of by its place.
    if (start.program.found === 'no' || start.program.found === 'not-executable') continue
    const key = JSON.stringify(start.words ?? command)
    const place = { file, line: hook.hook.line, column: hook.hook.column }
    const wired = byCommand.get(key)
    if (wired === undefined) byCommand.set(key, { command, start, places: [place] })
    else wired.places.push(place)
  }
  return [...byCommand.values()]
}

/**
 * A project may come from a stranger, and its settings with it: what it brings along is not run, nor is what only may
 * be this program.
 */
function whyNotRun(
  start: Start,
  workspace: string,
  { mine, placed }: { readonly mine: readonly string[]; readonly placed: string },
): CommandRun | undefined {
  const { file, words, program } = start
  const no = (why: string): CommandRun => ({ kind: 'not-run', why })
  if (program.found === 'unknown') return no('what it starts can only be told where it is started')
  if (words === undefined) return no('it is part of a longer command')
  if (file === undefined) return no('what its runner would start is not known')
  if (mine.includes(file)) return undefined
  if (!lastPart(file).startsWith('dos-hook')) return no('it is a link to something of another name')
  // Of a whole home folder that is looked at, what `init` put there is no project's.
  if (isInside(file, projectOf(workspace)) && !isInside(file, placed))
    return no('it lies in the project, which may come from a stranger')
  return words.length > 1 && start.runtime === undefined
    ? no('its runner may start something of the project')
    : undefined
}

/** The files that run right now: the script, or the compiled command. */
function ownFiles(): readonly string[] {
  return [process.argv[1], process.execPath].flatMap((path) => realPath(path ?? '') ?? [])
}

/** The folder that came with a workspace: the whole repository, where it is in one. */
export function projectOf(workspace: string): string {
  const real = realPath(workspace) ?? workspace
  for (let folder = real; ; folder = dirname(folder)) {
    if (realPath(join(folder, '.git')) !== undefined) return folder
    if (folder === dirname(folder)) return real
  }
}

/** Without folders of the project, or of whatever folder one is in: a stranger's `bun` could lie there. */
function pathOutside(project: string, path: string | undefined): string {
  const folders = (path ?? '').split(delimiter)
  return folders
    .filter((folder) => isAbsolute(folder) && !isInside(realPath(folder) ?? folder, project))
    .join(delimiter)
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

async function tryOut(start: Start, workspace: string, io: DeskIo): Promise<CommandRun> {
  const words = start.words ?? []
  const options = {
    // A runner of packages looks into the folder; nothing else is to.
    cwd: words.length > 1 && start.runtime === undefined ? workspace : io.home,
    env: { ...io.env, PATH: pathOutside(projectOf(workspace), io.env['PATH']), DOS_HOOK_METRICS: '0' },
    limitMs: LIMIT_MS,
  }
  const told = await runProgram([...words, '--version'], '', options)
  if (told.fault !== undefined) return { kind: 'failed', why: told.fault }
  const version = /^dos-hook (\d\S*)\s*$/.exec(told.stdout)?.[1]
  if (version === undefined)
    return { kind: 'failed', why: `asked for its version it left with ${told.status}` }

  const ms: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const {
      status,
      stdout,
      fault,
      ms: took,
    } = await runProgram([...words, 'marker', '--dry-run'], EVENT, options)
    if (fault !== undefined) return { kind: 'failed', why: fault }
    if (status !== 0 || stdout !== '')
      return { kind: 'failed', why: 'it does not let an event pass that is no Stop' }
    ms.push(took)
  }
  return { kind: 'ran', version, ms }
}

/** What a script runs in: what is named before it, else Bun where it is on the PATH, else Node. */
async function runtimeOf(start: Start, workspace: string, io: DeskIo): Promise<CommandFacts['runtime']> {
  if (!start.file?.endsWith('.js')) return undefined
  const name = start.runtime ?? (findOnPath('bun', io) === undefined ? 'node' : 'bun')
  const path = start.runtime === undefined ? findOnPath(name, io) : start.words?.[0]
  if (path === undefined || isInside(realPath(path) ?? path, projectOf(workspace))) return undefined
  const { stdout } = await runProgram([path, '--version'], '', {
    cwd: io.home,
    env: io.env,
    limitMs: LIMIT_MS,
  })
  const version = /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1]
  return version === undefined ? undefined : { name, version }
}
