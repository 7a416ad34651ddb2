import { fstatSync, writeSync } from 'node:fs'
import type { Io } from '@dos/hook-call/io'
import { escapeJson, escapeText } from '@dos/terminal-text/escape'
import { readStdin } from '../stdin/read.ts'
import { main } from './main.ts'
import { version } from './version.ts'

/**
 * Runs the command in this process and ends it. Whatever happens, the status is 0 or 1: should even the last
 * resort be reached, the agent is released.
 *
 * @param env - the environment to go by
 */
export function run(env: Io['env']): void {
  main(realIo(env)).then(
    (status) => process.exit(status),
    (error: unknown) => {
      complain(`this is a fault of dos-hook itself: ${String(error)}`)
      process.exit(0)
    },
  )
}

function realIo(env: Io['env']): Io {
  return {
    version,
    args: process.argv.slice(2),
    env,
    cwd: () => process.cwd(),
    now: () => Date.now(),
    elapsed: () => performance.now(),
    newId: () => crypto.randomUUID(),
    readStdin,
    stdinIsDevice,
    print,
    complain,
  }
}

function stdinIsDevice(): boolean {
  try {
    return fstatSync(0).isCharacterDevice()
  } catch {
    return true
  }
}

/**
 * `process.stdout` costs 4 to 15 ms to load under Bun; and one write of a short line can't be torn. What a terminal would
 * obey is escaped as JSON does, which means the same: nothing but JSON that goes out here has any of it.
 */
function print(line: string): boolean {
  try {
    const bytes = new TextEncoder().encode(`${line.split('\n').map(escapeJson).join('\n')}\n`)
    return writeSync(1, bytes) === bytes.length
  } catch {
    return false
  }
}

/** Everything that is said on stderr goes through here, so that no name, path or value of a stranger is obeyed. */
function complain(line: string): void {
  try {
    writeSync(2, `dos-hook: ${escapeText(line.replaceAll(/[\r\n]+/g, ' '))}\n`)
  } catch {
    // Nobody listens, and there is nowhere left to say so.
  }
}
