import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCalls, refusedOf } from '../outcome.ts'
import { type Drive, RUN_TIMEOUT_MS, type Stage } from './stage.ts'

/** A host's interactive interface, and the hands of a user. */
export interface Terminal {
  /** Types a line and sends it. */
  readonly enter: (line: string) => Promise<void>
  /** Waits until the screen shows this. */
  readonly see: (pattern: RegExp) => Promise<void>
  /** Waits until the model has had this many requests and no more have come for three seconds. */
  readonly settle: (requests: number) => Promise<void>
  /** Waits until so many prompts were turned away, and no longer than this. */
  readonly turnedAway: (prompts: number, seconds: number) => Promise<void>
}

/** The host in a terminal of its own, by tmux. */
export function terminal(session: (user: Terminal) => Promise<void>): Drive {
  return async (stage) => {
    const args = stage.host.interactive
    if (args === undefined) throw new Error(`${stage.host.title} is not driven in a terminal`)
    const tmux = tmuxOf(stage)
    const { sandbox, executable } = stage
    tmux('new-session', '-d', '-x', '150', '-y', '50', '-c', sandbox.project, '--', executable, ...args)
    try {
      await session(userOf(stage, tmux))
    } finally {
      writeFileSync(join(sandbox.logs, 'screen.txt'), screen(tmux))
      tmux('kill-server')
    }
  }
}

type Tmux = (...args: readonly string[]) => string

function tmuxOf({ sandbox, environment }: Stage): Tmux {
  // A server that is told to end may still hold its socket when the next one starts.
  const socket = join(sandbox.root, `tmux-${Date.now()}`)
  return (...args) => {
    const command = ['tmux', '-S', socket, '-f', '/dev/null', ...args]
    const { stdout, stderr, exitCode } = Bun.spawnSync(command, { env: environment })
    if (exitCode !== 0) throw new Error(`tmux ${args[0]}: ${stderr.toString().trim()}`)
    return stdout.toString()
  }
}

function screen(tmux: Tmux): string {
  return tmux('capture-pane', '-p', '-S', '-500').replaceAll(/\n{3,}/g, '\n\n')
}

function userOf({ requests, sandbox }: Stage, tmux: Tmux): Terminal {
  const turns = (): number => requests.filter(({ kind }) => kind === 'turn').length
  return {
    enter: async (line) => {
      tmux('send-keys', '-l', line)
      await Bun.sleep(500)
      tmux('send-keys', 'Enter')
    },
    see: (pattern) =>
      until(
        () => pattern.test(screen(tmux)),
        () => `the screen never showed ${pattern}:\n${screen(tmux)}`,
      ),
    settle: async (expected) => {
      await until(
        () => turns() >= expected,
        () => `${turns()} requests where ${expected} were expected:\n${screen(tmux)}`,
      )
      await until(
        () => Date.now() - (requests.at(-1)?.at.getTime() ?? 0) > 3000,
        () => 'the requests never ended',
      )
    },
    turnedAway: (prompts, seconds) =>
      until(
        () => refusedOf(readCalls(sandbox)) >= prompts,
        () => `${refusedOf(readCalls(sandbox))} prompts were turned away where ${prompts} were expected`,
        seconds * 1000,
      ),
  }
}

async function until(
  met: () => boolean,
  complaint: () => string,
  ms: number = RUN_TIMEOUT_MS,
): Promise<void> {
  const end = Date.now() + ms
  while (!met()) {
    if (Date.now() > end) throw new Error(complaint())
    await Bun.sleep(100)
  }
}
