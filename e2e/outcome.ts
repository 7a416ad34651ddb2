import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HookCall, halts, holds } from './hook-call.ts'
import { fields, text } from './model-server/json.ts'
import type { ModelRequest } from './model-server/server.ts'
import type { Sandbox } from './sandbox.ts'

/** What one run came to. */
export interface Outcome {
  /** Model requests that were turns of the agent, and what they claim to have read from the cache. */
  readonly requests: number
  readonly cacheRead: number
  readonly sideRequests: number
  /** All recorded hook calls, of every binding. */
  readonly calls: readonly HookCall[]
  /** Calls of the Stop hook, and those that kept the turn open. */
  readonly stops: number
  readonly held: number
  /** Calls of the Stop hook that ended the run. */
  readonly halted: number
  /** Prompts that were turned away before they became a request. */
  readonly refused: number
  /** A `.dos` is in the project, or in a folder below it. */
  readonly leftTrace: boolean
  /** The operations of each tally below the project by their first letters, `RMM` for a reset and two markers; sorted. */
  readonly tallies: readonly string[]
  /** What is not as it was after the hook was wired and taken out again, by path. */
  readonly changedSettings: readonly string[]
  /** How long the run took. */
  readonly seconds: number
  /** What went wrong with the host itself. */
  readonly fault?: string
}

/** Reads what a run left behind. */
export function readOutcome(
  sandbox: Sandbox,
  requests: readonly ModelRequest[],
  changedSettings: readonly string[],
  seconds: number,
  fault: string | undefined,
): Outcome {
  const turns = requests.filter(({ kind }) => kind === 'turn')
  const paid = turns.filter(({ reply }) => reply.error === undefined)
  const calls = readCalls(sandbox)
  const stops = calls.filter(({ label }) => label === 'stop')
  const traces = foldersOf(sandbox.project)
  return {
    requests: turns.length,
    cacheRead: paid.reduce((sum, { usage }) => sum + usage.cacheRead, 0),
    sideRequests: requests.length - turns.length,
    calls,
    stops: stops.length,
    held: stops.filter(holds).length,
    halted: stops.filter(halts).length,
    refused: refusedOf(calls),
    leftTrace: traces.length > 0,
    tallies: traces.flatMap(readTallies).sort(),
    changedSettings,
    seconds,
    ...(fault === undefined ? {} : { fault }),
  }
}

/** Where the recorder writes. */
export function hookLog(sandbox: Sandbox): string {
  return join(sandbox.logs, 'hooks.jsonl')
}

/** How many prompts were turned away. */
export function refusedOf(calls: readonly HookCall[]): number {
  return calls.filter((call) => call.label === 'prompt' && holds(call)).length
}

/** What the recorder has written so far. */
export function readCalls(sandbox: Sandbox): readonly HookCall[] {
  return jsonLines(hookLog(sandbox)) as readonly HookCall[]
}

/** Every `.dos` below a folder: a session that wanders must not leave one wherever it stands. */
function foldersOf(project: string): readonly string[] {
  return [...new Bun.Glob('**/.dos').scanSync({ cwd: project, dot: true, onlyFiles: false, absolute: true })]
}

function readTallies(trace: string): readonly string[] {
  const folder = join(trace, 'markers')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : []
  return files.map((name) => jsonLines(join(folder, name)).map(initial).join(''))
}

function initial(record: unknown): string {
  return text(fields(record)['op']).slice(0, 1)
}

function jsonLines(path: string): readonly unknown[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}
