/**
 * Stands between a host and a hook: runs the hook's command line, passes on its stdin, stdout, stderr and status
 * unchanged, and writes down what went through. Without a command line it is a hook that never says anything.
 *
 *   bun recorder.ts LOG LABEL [COMMAND LINE]
 */
import { spawn } from 'node:child_process'
import { appendFileSync, writeSync } from 'node:fs'
import type { HookCall } from './hook-call.ts'

const [log = '', label = '', command = 'true'] = process.argv.slice(2)
const started = new Date()
const input = await Bun.stdin.text()

const child = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'pipe'] })
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))

let stdout = ''
let stderr = ''
child.stdout.on('data', (data) => {
  stdout += data
})
child.stderr.on('data', (data) => {
  stderr += data
})
// A hook need not read its event.
child.stdin.on('error', () => {})
child.stdin.end(input)

child.on('close', (status, signal) => {
  const call: HookCall = {
    label,
    at: started.toISOString(),
    ms: Date.now() - started.getTime(),
    event: parsed(input),
    stdout,
    stderr,
    status,
    signal,
  }
  appendFileSync(log, `${JSON.stringify(call)}\n`)
  if (stderr !== '') writeSync(2, stderr)
  if (stdout !== '') writeSync(1, stdout)
  process.exit(status ?? 1)
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
