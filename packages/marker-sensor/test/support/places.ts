import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import {
  type ClaimRequest,
  claim,
  count,
  record,
  reset,
  type SensorOptions,
  streak,
} from '../../src/index.ts'
import { NOW, type Workspace } from './workspace.ts'

/** A marker as another program may write it. */
export const MARKER = '{"op":"MARKER"}\n'

/** What is claimed in these tests. */
export const CLAIM: ClaimRequest = { id: 'the-claim', cap: 4, now: NOW }

/** All that can be asked of a tally. */
export const actions: readonly (readonly [string, (paths: Workspace, options?: SensorOptions) => unknown])[] =
  [
    ['a claim', (paths, options) => claim(paths, CLAIM, options)],
    ['a marker', (paths, options) => record(paths, { op: 'MARKER', now: NOW }, options)],
    ['a reset', (paths, options) => reset(paths, { now: NOW }, options)],
    ['a count', (paths, options) => count(paths, options)],
    ['a streak', (paths, options) => streak(paths, options)],
  ]

/** Every path below a folder, links not followed. */
export const allIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true }).map(String).toSorted()

/** Runs a program and answers what it says. */
export function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    // Nothing that git may have been told by whoever runs the tests.
    env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`, { cause: error })
  return stdout
}
