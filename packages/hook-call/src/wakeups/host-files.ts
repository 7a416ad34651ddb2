import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { SessionPlace } from '../event/place.ts'
import type { GuardCall } from './call.ts'

/** A prompt that is scheduled durably, and the session that made it, where the file says so. */
export interface DurableTask {
  readonly prompt: string
  readonly session: string | undefined
}

/** Told why a file that is there can't be used. */
type Trace = (step: string) => void

/** The longest list of tasks, in bytes: Claude Code itself reads and writes none that is longer (2.1.332). */
const LONGEST_LIST = 1024 * 1024

/** How much of a transcript's end is read, in bytes. The rows in question have some 500, and short ones alone follow them. */
const END_OF_TRANSCRIPT = 64 * 1024

/** What such a row says it is. */
const FIRE = 'scheduled_task_fire'

/**
 * How old a row may be that tells of the prompt at hand, in milliseconds. It is written some 0.1 s before the hook runs,
 * and other prompts that came due may be asked about first. A prompt that was turned away leaves its row behind, and a
 * person who then types the same beginning is later than this.
 */
const JUST_FIRED_MS = 30_000

/**
 * The folders whose durable schedules fire in a session: the workspace, and the host's own project, which may lie below it.
 * Like every word of the environment it counts only for the session it belongs to.
 */
export function projectsOf({ workspace, session }: SessionPlace, { io }: GuardCall): readonly string[] {
  const { CLAUDE_PROJECT_DIR: project, CLAUDE_CODE_SESSION_ID: owner } = io.env
  return project && (!owner || owner === session) ? [...new Set([workspace, resolve(project)])] : [workspace]
}

/** What is scheduled in projects for longer than a session, by Claude Code's lists. An unusable list names nothing. */
export function durableTasks(projects: readonly string[], trace: Trace): readonly DurableTask[] {
  return projects.flatMap((project) => tasksOf(join(project, '.claude', 'scheduled_tasks.json'), trace))
}

function tasksOf(path: string, trace: Trace): readonly DurableTask[] {
  const text = readOwn(path, trace, LONGEST_LIST)
  if (text === undefined) return []
  const list = parse(text)?.['tasks']
  if (!Array.isArray(list)) {
    trace(`${path} is no list of tasks: nothing is taken from it`)
    return []
  }
  const tasks = list.flatMap((task: unknown) => {
    const { prompt, createdBySessionId: session } = isRecord(task) ? task : {}
    return typeof prompt === 'string'
      ? { prompt, session: typeof session === 'string' ? session : undefined }
      : []
  })
  trace(`durable schedules: ${tasks.length}`)
  return tasks
}

/**
 * The prompts that Claude Code's interface has just written into its transcript as fired, since the last message. That
 * none is there tells nothing: often the row comes later than the hook, and with `-p` never.
 *
 * @param now - in milliseconds since 1970
 */
export function firedPrompts(transcript: string | undefined, now: number, trace: Trace): readonly string[] {
  if (transcript === undefined) return []
  const text = readOwn(transcript, trace, END_OF_TRANSCRIPT, true)
  if (!text?.includes(FIRE)) return []
  const fired: string[] = []
  for (const line of text.split('\n').reverse()) {
    const { type, subtype, prompt, timestamp } = parse(line) ?? {}
    if (type === 'user' || type === 'assistant') break
    if (type !== 'system' || subtype !== FIRE || typeof prompt !== 'string') continue
    if (Math.abs(now - Date.parse(String(timestamp))) <= JUST_FIRED_MS) fired.push(prompt)
  }
  trace(`prompts just fired, by the transcript: ${fired.length}`)
  return fired
}

/**
 * The text of a host's file: a regular one, no link, of this user or root. Never waits, never throws.
 *
 * @param most - in bytes; longer files are refused, or read from so far before their end
 */
function readOwn(path: string, trace: Trace, most: number, end = false): string | undefined {
  let fd: number | undefined
  try {
    // The error of a failed open costs ten times as much, and mostly there is no file.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const stats = fstatSync(fd)
    const own = process.geteuid === undefined || stats.uid === 0 || stats.uid === process.geteuid()
    const why = !stats.isFile()
      ? 'is not a regular file'
      : !own
        ? "is another user's"
        : !end && stats.size > most
          ? `is longer than ${most} bytes`
          : undefined
    if (why === undefined) return readEnd(fd, stats.size, Math.min(stats.size, most))
    trace(`${path} ${why}: nothing is taken from it`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ENOENT') trace(`cannot read ${path}: ${String(code ?? error)}`)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
  return undefined
}

function readEnd(fd: number, size: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length)
  let got = 0
  while (got < length) {
    const read = readSync(fd, bytes, got, length - got, size - length + got)
    if (read === 0) break
    got += read
  }
  return bytes.toString('utf8', 0, got)
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
