import { join, resolve } from 'node:path'
import { readSmallFile, type SmallFileOptions } from '../config/small-file.ts'
import type { SessionPlace } from '../event/place.ts'
import type { Io } from '../io.ts'

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
 * What is scheduled for longer than a session, by Claude Code's lists: in the workspace, and in the host's own project,
 * which may lie below it. Like every word of the environment that counts only for the session it belongs to.
 */
export function durableTasks(
  { workspace, session }: SessionPlace,
  { env }: Io,
  trace: Trace,
): readonly DurableTask[] {
  const { CLAUDE_PROJECT_DIR: project, CLAUDE_CODE_SESSION_ID: owner } = env
  const isOwn = project && (!owner || owner === session)
  const projects = new Set(isOwn ? [workspace, resolve(project)] : [workspace])
  return [...projects].flatMap((each) => tasksOf(join(each, '.claude', 'scheduled_tasks.json'), trace))
}

function tasksOf(path: string, trace: Trace): readonly DurableTask[] {
  const text = readOwn(path, { limit: LONGEST_LIST }, trace)
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
  const text = readOwn(transcript, { limit: END_OF_TRANSCRIPT, end: true }, trace)
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

/** The text of a host's file: a regular one, no link, of this user or root. */
function readOwn(path: string, options: SmallFileOptions, trace: Trace): string | undefined {
  const found = readSmallFile(path, { ...options, onlyOurs: true, noLinks: true })
  if (found.kind === 'text') return found.text
  const why = found.kind === 'refused' ? found.why : found.warning
  if (why !== undefined) trace(`${why}: nothing is taken from it`)
  return undefined
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
