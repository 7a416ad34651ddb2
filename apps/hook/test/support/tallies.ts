import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Workspace } from './workspace.ts'

const SECOND = 1000
export const MINUTE: number = 60 * SECOND
export const HOUR: number = 60 * MINUTE
export const DAY: number = 24 * HOUR

/** One record as this command writes it, at a time that never changes. */
export function line(op: string, more: Readonly<Record<string, unknown>> = {}): string {
  const schema = { family: 'wait-marker', version: 1 }
  return `${JSON.stringify({ op, schema, ts: '2026-06-09T12:52:00Z', ...more })}\n`
}

export const LOOP = '--loop says that this hook is bound to a loop'

/** Writes the tally of a session, last changed this many milliseconds ago. @returns its path */
export function putTally(
  { path }: Pick<Workspace, 'path'>,
  session: string,
  content: string,
  ageMs = 0,
  now: number = Date.now(),
): string {
  const folder = join(path, '.dos', 'markers')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${session}.jsonl`)
  writeFileSync(file, content)
  utimesSync(file, (now - ageMs) / SECOND, (now - ageMs) / SECOND)
  return file
}

/**
 * Sessions of every kind. Their ages lie in the middle of a minute, an hour or a day, so that they are the same a few
 * seconds later.
 */
export function putAllKinds(workspace: Workspace, now: number = Date.now()): void {
  const put = (session: string, content: string, ageMs: number) =>
    putTally(workspace, session, content, ageMs, now)
  const marker = line('MARKER', { reason: LOOP })
  put('0198c1e2-7a10-7c3e-9d55-1f0a6b2c4d8e', marker.repeat(4), 2.5 * MINUTE)
  put('nightly', line('MARKER', { reason: 'a pass of a loop', run_id: 'nightly' }).repeat(3), 1.5 * HOUR)
  put(
    '待つ',
    line('RESET') + marker + line('WAIT', { reason: 'waited 12 s for a background shell to end' }),
    7.5 * MINUTE,
  )
  put('docs', marker + line('RESET', { reason: 'progress: a commit' }), 5.5 * MINUTE)
  put('torn', `${marker}{"op":"MARKER","rea`, 30.5 * MINUTE)
  put('last-week', marker.repeat(3), 7.5 * DAY)
  mkdirSync(join(workspace.path, '.dos', 'markers', 'folder.jsonl'))
}

/** A text with the workspace's own path made one that never changes, and is as long. */
export function masked(text: string, { path }: Pick<Workspace, 'path'>): string {
  return text.replaceAll(path, `/w${'_'.repeat(path.length - 2)}`)
}
