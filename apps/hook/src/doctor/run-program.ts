import { spawn } from 'node:child_process'

/** How a program ended. */
export interface Ran {
  /** `undefined` where it didn't end in time, or could not be started. */
  readonly status: number | undefined
  readonly stdout: string
  /** Milliseconds from its start to the end of its output. */
  readonly ms: number
  /** What went wrong, where something did. */
  readonly fault: string | undefined
}

/** More than that says no program that is looked for. */
const MAX_CHARACTERS = 64 * 1024

/** Runs a program without a shell, with a text on its stdin, and ends it when it takes too long. Never rejects. */
export function runProgram(
  [program = '', ...args]: readonly string[],
  stdin: string,
  { cwd, env, limitMs }: { cwd: string; env: Readonly<Record<string, string | undefined>>; limitMs: number },
): Promise<Ran> {
  const { promise, resolve } = promiseWithResolvers<Ran>()
  const began = performance.now()
  let stdout = ''
  const end = (status: number | undefined, fault: string | undefined): void => {
    clearTimeout(timer)
    resolve({ status, stdout, ms: performance.now() - began, fault })
  }
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    detached: process.platform !== 'win32',
  })
  const timer = setTimeout(() => {
    killGroup(child.pid)
    end(undefined, `it did not answer within ${limitMs / 1000} s`)
  }, limitMs)
  child.on('error', (error) => end(undefined, `it can't be started: ${codeOf(error)}`))
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout.length < MAX_CHARACTERS) stdout += text
  })
  child.on('close', (status, signal) =>
    end(status ?? undefined, signal === null ? undefined : `it was ended by ${signal}`),
  )
  // Nobody has to read it.
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  return promise
}

/** It may have started others. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message
}

/** `Promise.withResolvers`, which Node has since 22. */
function promiseWithResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
