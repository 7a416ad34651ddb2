import { lstatSync, readFileSync } from 'node:fs'
import type { HookEvent } from '@dos/hook-call/event/event'
import type { Io } from '@dos/hook-call/io'
import { type HeardVerb, heardFile, readHeard } from '@dos/hook-call/user/folders'
import { isOff } from '@dos/hook-metrics/observation'

/** A call is kept at most so often, in milliseconds. */
const EVERY_MS = 60_000

/**
 * Keeps that a host has just called this program, in the user's own folder, after it was answered: by that `doctor` and
 * `status` know whether the host runs the hook. At most once a minute for each verb; nothing with `DOS_HOOK_METRICS=0`,
 * without a home, or for a call without an event, which is no host's. Never throws.
 */
export async function hear(verb: HeardVerb, event: HookEvent | undefined, io: Io): Promise<void> {
  if (event === undefined || Object.keys(event.fields).length === 0 || isOff(io.env)) return
  try {
    const { host } = event.told
    const file = heardFile(host, { platform: process.platform, env: io.env })
    if (file === undefined) return
    const now = io.now()
    const isRecent = (time: number | undefined) => time !== undefined && Math.abs(now - time) < EVERY_MS
    const there = lstatSync(file, { throwIfNoEntry: false })
    // The time of the file is that of the marker, which is asked at every turn: for it nothing is read.
    if (verb === 'marker' && isRecent(there?.mtimeMs)) return
    const text = there?.isFile() && there.size < MOST_BYTES ? readFileSync(file, 'utf8') : ''
    const before = readHeard(host, text)
    if (isRecent(before?.calls[verb])) return
    // A home is never made: one that isn't there is nobody's.
    const home = io.env['HOME']
    if (home && lstatSync(home, { throwIfNoEntry: false }) === undefined) return
    const { keepHeard } = await import('./keep-heard.ts')
    keepHeard(file, { host, version: io.version, calls: { ...before?.calls, [verb]: now } })
  } catch {
    // A full disk, a home that is not ours: nothing that anybody waits for.
  }
}

/** What is kept has a fifth of it. */
const MOST_BYTES = 1024
