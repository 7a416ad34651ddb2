import { procFiles, psCommand } from './list-processes.ts'
import type { WaitOps } from './ops.ts'
import { runCommand } from './run-command.ts'
import { sleep } from './sleep.ts'

/**
 * The real operations, under Bun and Node. Processes are told by the files of `/proc` on Linux and by `ps` elsewhere,
 * which has not been tried on macOS; on Windows there are none, and no `sh`.
 *
 * @param options - `env`, the whole environment of the commands that are run
 */
export function nodeOps(options: {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Default: this machine's. */
  readonly platform?: string
}): WaitOps {
  const { env, platform = process.platform } = options
  const source = platform === 'linux' ? procFiles : psCommand
  return {
    now: () => performance.now(),
    sleep,
    processes: platform === 'win32' ? () => [] : source.processes,
    isRunning: source.isRunning,
    commandLine: source.commandLine,
    run: (run, signal) => runCommand(run, env, signal),
  }
}
