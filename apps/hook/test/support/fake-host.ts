/**
 * Stands for a host: starts a shell in the background, in a session of its own as hosts do, and a moment later the hook
 * with its own stdin, stdout and stderr; leaves with the hook's status.
 *
 *   bun fake-host.ts BACKGROUND-COMMAND MS HOOK...
 */
import { spawn } from 'node:child_process'

const [background = '', ms = '', hook = '', ...args] = process.argv.slice(2)
if (background !== '') {
  // Quoted once more, as Claude Code does.
  const quoted = `'${background.replaceAll("'", `'"'"'`)}'`
  spawn('/bin/bash', ['-c', `true && eval ${quoted} < /dev/null`], { stdio: 'ignore', detached: true })
}
await Bun.sleep(Number(ms))
const child = spawn(hook, args, {
  stdio: 'inherit',
  env: { CLAUDE_PID: String(process.pid), ...process.env },
  detached: true,
})
child.on('exit', (status) => process.exit(status ?? 1))
