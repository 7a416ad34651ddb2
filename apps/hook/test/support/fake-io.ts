import type { Io, Stdin } from '@dos/hook-call/io'
import manifest from '../../package.json' with { type: 'json' }
import { main } from '../../src/bin/main.ts'

/** 2026-06-09T12:52:00Z, the moment at which the tests take place. */
export const NOW: number = Date.UTC(2026, 5, 9, 12, 52)

/** What one call is given, where it isn't the default. */
export interface Given {
  /** Text on stdin, or what came of reading it. Default: nothing within the deadline. */
  readonly stdin?: string | Stdin
  readonly env?: Io['env']
  /** Default: a folder that is gone. */
  readonly cwd?: string
  readonly stdinIsDevice?: boolean
  /** Whether someone takes what is printed. Default `true`. */
  readonly printed?: boolean
}

/** What one call said. */
export interface Said {
  readonly status: 0 | 1
  readonly stdout: readonly string[]
  readonly stderr: readonly string[]
  /** The deadline that stdin was given; `undefined` where it was not read. */
  readonly deadline: number | undefined
}

let ids = 0

/** Runs the command in this process, with a world of its own around it; only files are real. */
export async function call(args: readonly string[], given: Given = {}): Promise<Said> {
  const { stdin = { kind: 'late' }, env = {}, cwd, stdinIsDevice = false, printed = true } = given
  const stdout: string[] = []
  const stderr: string[] = []
  let deadline: number | undefined
  const status = await main({
    version: manifest.version,
    args,
    env,
    cwd: () => {
      if (cwd === undefined) throw new Error('ENOENT: no such file or directory, uv_cwd')
      return cwd
    },
    now: () => NOW,
    elapsed: () => 12.3456,
    newId: () => `id-${ids++}`,
    readStdin: async (deadlineMs) => {
      deadline = deadlineMs
      return typeof stdin === 'string' ? { kind: 'text', text: stdin } : stdin
    },
    stdinIsDevice: () => stdinIsDevice,
    print: (line) => {
      if (printed) stdout.push(line)
      return printed
    },
    complain: (line) => {
      stderr.push(line)
    },
  })
  return { status, stdout, stderr, deadline }
}

/** What `dos-hook marker --json` reports, with what it says to people. */
export async function report(
  args: readonly string[],
  given: Given = {},
): Promise<Readonly<Record<string, unknown>> & { readonly stderr: readonly string[] }> {
  const { stdout, stderr, status } = await call(['marker', '--json', ...args], given)
  const [line, ...more] = stdout
  if (line === undefined || more.length > 0 || status !== 0)
    throw new Error(`not one line: ${stdout.join('\n')}`)
  return { ...JSON.parse(line), stderr }
}
