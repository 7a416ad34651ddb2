import { dirname, join, sep } from 'node:path'
import { readSmallFile } from '@dos/hook-call/config/small-file'
import { type Heard, heardFile, ownFolders, readHeard } from '@dos/hook-call/user/folders'
import type { HostName } from '@dos/hook-dialect'
import type { Hearing, SettingsFacts } from '@dos/hook-doctor'
import { isOff } from '@dos/hook-metrics/observation'
import { type Machine, settingsFile, settingsValue } from '@dos/hook-wiring'
import { folderOf } from '../settings/backup.ts'
import type { DeskIo } from '../world/desk-io.ts'
import { endOf, namesIn } from '../world/files.ts'
import { look } from '../world/obstacle.ts'
import { realPath } from '../world/paths.ts'
import { isRecord } from './claude-settings.ts'

/** Files and folders that are looked at for one host, at most: a listing of years of sessions takes no second. */
const MOST_LOOKED_AT = 5000

/** One file of a session. */
interface Session {
  readonly file: string
  readonly changedAt: number
}

/** A session that goes on for so long behind a call has ended a turn since, in milliseconds. */
const LONG_TURN_MS = 3_600_000

/** What is known of a host having called this program since it was wired as it is. */
export function hearingOf(
  host: HostName,
  files: readonly SettingsFacts[],
  sessions: readonly Session[],
  machine: Machine,
  io: DeskIo,
): Hearing {
  const heard = heardBy(host, io)
  const calls = keepsCalls(host, files, io) ? (heard?.calls ?? {}) : undefined
  const wired = files.filter(({ hooks }) => hooks.length > 0)
  if (wired.length === 0) {
    return {
      calls,
      version: undefined,
      wiredAt: undefined,
      wiredSince: undefined,
      sessions: undefined,
      silent: undefined,
    }
  }
  const at = Math.min(...wired.map(({ file }) => wiredAt(file, io)))
  const last = latestOf(calls)
  const everywhere = wired.some(({ scope }) => scope !== 'project' && scope !== 'local')
  const theirs = everywhere ? sessions : inWorkspace(host, sessions, machine.project)
  const newerThan = (time: number) =>
    host in PLACES
      ? theirs?.filter(({ file, changedAt }) => changedAt > time && !isThisOne(file, io)).length
      : undefined
  return {
    calls,
    version: heard?.version,
    wiredAt: at,
    wiredSince: localTime(at),
    sessions: newerThan(at),
    silent: last === 0 ? undefined : newerThan(Math.max(at, last + LONG_TURN_MS)),
  }
}

/** The session from which this is asked is in its first turn, maybe. */
function isThisOne(file: string, { env }: DeskIo): boolean {
  const current = env['CLAUDE_CODE_SESSION_ID'] || undefined
  return current !== undefined && file.includes(current)
}

/** A host that is started from a desktop may not have the variable that a shell has: the later of both counts. */
function heardBy(host: HostName, io: DeskIo): Heard | undefined {
  const env = { ...io.env, HOME: io.home, USERPROFILE: io.home }
  const files = [env, { ...env, XDG_STATE_HOME: undefined }].map((each) =>
    heardFile(host, { ...io, env: each }),
  )
  const found = [...new Set(files)].flatMap((file) => {
    const reading = file === undefined ? undefined : readSmallFile(file)
    return (reading?.kind === 'text' && readHeard(host, reading.text)) || []
  })
  return found.toSorted((one, other) => latestOf(other.calls) - latestOf(one.calls))[0]
}

function latestOf(calls: Heard['calls'] = {}): number {
  return Math.max(0, ...Object.values(calls))
}

/** Whether calls are kept at all: the environment may ask for nothing, here or in what the host sets for its hooks. */
function keepsCalls(host: HostName, files: readonly SettingsFacts[], { env }: DeskIo): boolean {
  if (isOff(env)) return false
  return !files.some(({ file }) => {
    const reading = readSmallFile(file)
    const value = reading.kind === 'text' ? settingsValue(host, reading.text) : undefined
    const sets = isRecord(value) && isRecord(value['env']) ? value['env'] : {}
    return isOff({ DOS_HOOK_METRICS: String(sets['DOS_HOOK_METRICS'] ?? '') })
  })
}

/** Since when a settings file says what it says: since `init` wrote it, or it was last changed, whichever is earlier. */
function wiredAt(file: string, io: DeskIo): number {
  const changed = look(realPath(file))?.mtimeMs ?? 0
  const record = look(join(folderOf(ownFolders(io).backups, realPath(file)), 'record.json'))
  return Math.min(changed, record?.mtimeMs ?? changed)
}

/** Where hosts keep sessions, from the folder of their settings on: a `*` is any name. */
const PLACES: Readonly<Partial<Record<HostName, readonly string[]>>> = {
  'claude-code': ['projects', '*', '*.jsonl'],
  codex: ['sessions', '*', '*', '*', '*.jsonl'],
  gemini: ['tmp', '*', 'chats', '*'],
  qwen: ['projects', '*', 'chats', '*.jsonl'],
  copilot: ['session-state', '*'],
}

/** The files of a host's sessions, the latest first; none of a host whose files are not known. */
export function sessionsOf(host: HostName, machine: Machine): readonly Session[] {
  const user = settingsFile(host, 'user', machine)
  const place = PLACES[host]
  if (user === undefined || place === undefined) return []
  const home = host === 'copilot' ? dirname(dirname(user)) : dirname(user)
  const found: Session[] = []
  let left = MOST_LOOKED_AT
  const walk = (folder: string, [part = '', ...rest]: readonly string[]): void => {
    const names = part.includes('*') ? namesIn(folder) : [part]
    // Names that are dates put the latest last.
    for (const name of names.toSorted().toReversed()) {
      left -= 1
      if (left < 0) return
      // Older versions of Claude Code keep those of subagents beside their session.
      if (!name.endsWith(part.replace('*', '')) || name.startsWith('agent-')) continue
      const path = join(folder, name)
      const stats = look(path)
      if (rest.length > 0 && stats?.isDirectory()) walk(path, rest)
      if (rest.length === 0 && stats !== undefined && !stats.isSymbolicLink()) {
        // Of a session that is a folder, what it last wrote in it.
        const inside = stats.isDirectory() ? look(join(path, 'events.jsonl')) : undefined
        found.push({ file: path, changedAt: Math.max(stats.mtimeMs, inside?.mtimeMs ?? 0) })
      }
    }
  }
  walk(home, place)
  return found.toSorted((one, other) => other.changedAt - one.changedAt)
}

/** Those that ran in a workspace, where the host names their folder by it; `undefined` where it doesn't. */
export function inWorkspace(
  host: HostName,
  sessions: readonly Session[],
  workspace: string,
): readonly Session[] | undefined {
  if (host !== 'claude-code' && host !== 'qwen') return undefined
  const name = realPath(workspace).replace(/[^A-Za-z0-9]/g, '-')
  return sessions.filter(({ file }) => file.includes(join(sep, 'projects', name, sep)))
}

/** As much of a session is read for what it did last, in bytes. */
const TAIL = 256 * 1024

/**
 * A call of a tool by which agents schedule their own next turn, of Claude Code and of Qwen Code. Sessions also keep the
 * list of tools on offer, where a description stands behind the name.
 */
const SCHEDULERS = /"name":\s*"(ScheduleWakeup|CronCreate|loop_wakeup|cron_create)",\s*"(input|args)"/

/** Where it can be seen that a host's agents schedule their own next turn in a workspace. */
export function schedulesOf(
  host: HostName,
  sessions: readonly Session[],
  { project }: Machine,
): string | undefined {
  const file = join(project, '.claude', 'scheduled_tasks.json')
  if (host === 'claude-code' && /"prompt"\s*:/.test(endOf(file, TAIL))) return file
  const newest = (inWorkspace(host, sessions, project) ?? []).slice(0, 5)
  return newest.find((session) => SCHEDULERS.test(endOf(session.file, TAIL)))?.file
}

/** A moment on the clock of this machine, to the minute. */
function localTime(ms: number): string {
  const at = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}
