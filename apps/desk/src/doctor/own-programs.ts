import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join, parse, sep } from 'node:path'
import { nativePath, ownFolders } from '@dos/hook-call/user/folders'
import type { OwnProgram } from '@dos/hook-doctor'
import { findSelf } from '../program/program.ts'
import type { DeskIo } from '../world/desk-io.ts'

/** How often each is run to see how long it takes. */
const RUNS = 5

/** A hook that takes longer is useless, whatever it answers. */
const LIMIT_MS = 2000

/** An event that is no Stop, and armed by nothing: it is let pass, and leaves no trace. */
const EVENT = JSON.stringify({ hook_event_name: 'DosHookDoctor', session_id: 'dos-hook-doctor' })

/** More than that says no program of ours. */
const MAX_CHARACTERS = 64 * 1024

/** Keeps Bun from everything of the folder, as the script's own first lines do. */
const NOTHING_OF_THE_FOLDER = ['--config=/dev/null', '--env-file=/dev/null', '--tsconfig-override=/dev/null']

/**
 * Tries out this package's own programs, one after the other: the one that looks, the compiled binary, and the script
 * that `init` placed. Nothing else is ever started, and these only where they lie, behind all links, outside of every
 * workspace at hand, from the root folder and with an environment that has nothing in it.
 *
 * @param workspaces - folders that may come from a stranger
 */
export async function ownPrograms(workspaces: readonly string[], io: DeskIo): Promise<readonly OwnProgram[]> {
  const self = findSelf()
  const { programs } = ownFolders(io)
  const own = [
    { what: 'this one' as const, file: self.path },
    { what: 'the compiled binary' as const, file: nativePath(io) },
    { what: 'the script that init placed' as const, file: join(programs, 'script', 'dos-hook.js') },
  ]
  const facts: OwnProgram[] = []
  for (const { what, file } of own) {
    if (what !== 'this one' && (!existsSync(file) || realPath(file) === realPath(self.path))) continue
    const start = file.endsWith('.js') ? startScript(file) : [file]
    const trouble =
      start === undefined ? 'what it runs in is not known' : whyNotStarted(start, programs, what, workspaces)
    const tried = trouble === undefined && start !== undefined ? await tryOut(start) : { ms: [], trouble }
    facts.push({ ...tried, what, file })
  }
  return facts
}

/** A script is run by what runs this one; the compiled program runs no others. */
function startScript(file: string): readonly string[] | undefined {
  if (findSelf().kind === 'binary') return undefined
  return [process.execPath, ...(process.versions.bun === undefined ? [] : NOTHING_OF_THE_FOLDER), file]
}

function whyNotStarted(
  words: readonly string[],
  programs: string,
  what: OwnProgram['what'],
  workspaces: readonly string[],
): string | undefined {
  for (const word of words.filter((each) => !each.startsWith('--'))) {
    const real = realPath(word)
    if (real === undefined) return 'it is not there'
    if (workspaces.some((folder) => isInside(real, folder)))
      return 'it lies in a workspace, which may come from a stranger'
    const isOurs = word === process.execPath || what === 'this one'
    if (!isOurs && !isInside(real, realPath(programs) ?? programs)) return 'it is a link to something else'
  }
  return undefined
}

/** A PATH without folders of a workspace, or of whatever folder one is in: a stranger's `git` could lie there. */
export function pathOutside(workspaces: readonly string[], path: string | undefined): string {
  const isOutside = (folder: string) =>
    isAbsolute(folder) && !workspaces.some((each) => isInside(realPath(folder) ?? folder, each))
  return (path ?? '').split(delimiter).filter(isOutside).join(delimiter)
}

/** A path without links; `undefined` where nothing is there. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

async function tryOut(words: readonly string[]): Promise<Pick<OwnProgram, 'ms' | 'trouble'>> {
  const failed = (trouble: string) => ({ ms: [], trouble })
  const told = await start([...words, '--version'], '')
  if (!/^dos-hook \d\S*\s*$/.test(told.stdout))
    return failed(told.fault ?? `asked for its version it left with ${told.status}`)
  const ms: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const ran = await start([...words, 'marker', '--dry-run'], EVENT)
    if (ran.fault !== undefined) return failed(ran.fault)
    ms.push(ran.ms)
  }
  return { ms, trouble: undefined }
}

/** How a program ended. */
interface Ran {
  readonly status: number | undefined
  readonly stdout: string
  /** Milliseconds from its start to the end of its output. */
  readonly ms: number
  readonly fault: string | undefined
}

/** Starts a program without a shell, with a text on its stdin, and ends it when it takes too long. Never rejects. */
function start([program = '', ...args]: readonly string[], stdin: string): Promise<Ran> {
  return new Promise((resolve) => {
    const began = performance.now()
    let stdout = ''
    const end = (status: number | undefined, fault: string | undefined): void => {
      clearTimeout(timer)
      resolve({ status, stdout, ms: performance.now() - began, fault })
    }
    const child = spawn(program, args, {
      cwd: parse(program).root,
      env: cleanEnvironment(),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      end(undefined, `it did not answer within ${LIMIT_MS / 1000} s`)
    }, LIMIT_MS)
    child.on('error', (error) =>
      end(undefined, `it can't be started: ${'code' in error ? error.code : error.message}`),
    )
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < MAX_CHARACTERS) stdout += text
    })
    child.on('close', (status, signal) =>
      end(status ?? undefined, signal === null ? undefined : `it was ended by ${signal}`),
    )
    // Nobody has to read it.
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
  })
}

/** What a program of the system needs to run at all. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows'
  return process.platform === 'win32'
    ? { SystemRoot: root, PATH: `${root}\\System32`, DOS_HOOK_METRICS: '0' }
    : { PATH: '/usr/bin:/bin', DOS_HOOK_METRICS: '0' }
}
