import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folders of one run. Nothing of them is shared with another run. */
export interface Sandbox {
  readonly root: string
  readonly home: string
  readonly project: string
  readonly temporary: string
  /** First in the PATH: the runtimes, and commands under test. */
  readonly commands: string
  readonly logs: string
}

/** An environment of a process. */
export type Environment = Readonly<Record<string, string>>

/** Makes the folders of a run. */
export function makeSandbox(root: string): Sandbox {
  const at = (name: string): string => {
    const folder = join(root, name)
    mkdirSync(folder, { recursive: true })
    return folder
  }
  return {
    root,
    home: at('home'),
    project: at('project'),
    temporary: at('tmp'),
    commands: at('bin'),
    logs: at('logs'),
  }
}

/** Puts a command into the PATH of a run. */
export function addCommand(sandbox: Sandbox, name: string, target: string): void {
  symlinkSync(target, join(sandbox.commands, name))
}

/** The whole environment of a run: nothing of the caller's is in it. */
export function emptiedEnvironment(sandbox: Sandbox): Environment {
  return {
    PATH: `${sandbox.commands}:/usr/local/bin:/usr/bin:/bin`,
    HOME: sandbox.home,
    TMPDIR: sandbox.temporary,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
  }
}

/** Writes a text, or any other value as JSON, and the folders above it. */
export function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
}

/** Runs a command in the project of a run, as its user would. Throws where it fails. @returns its stdout */
export function runIn(sandbox: Sandbox, command: readonly string[]): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], {
    cwd: sandbox.project,
    env: emptiedEnvironment(sandbox),
  })
  if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${stdout.toString()}${stderr.toString()}`)
  return stdout.toString()
}
