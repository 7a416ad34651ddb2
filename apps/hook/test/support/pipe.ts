import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { built } from './built.ts'

/** Both ends of a pipe, as file descriptors. */
export interface Pipe {
  readonly readEnd: number
  readonly writeEnd: number
}

const AT_ONCE = 64
const paths: string[] = []
let made = 0

/**
 * A pipe of the operating system. What `Bun.spawn` and Node call a pipe is a socket, and hosts hand over either; a
 * FIFO whose name is gone is a pipe like any other. Whether a read from it waits is the pipe's own, and goes with it
 * to the process it is given to.
 */
export async function makePipe({ blocking }: { readonly blocking: boolean }): Promise<Pipe> {
  const path = paths.pop() ?? (await makeMore())
  // Opened for both first, or opening one end would wait for the other.
  const both = openSync(path, constants.O_RDWR)
  const flags = blocking ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK
  const pipe = { readEnd: openSync(path, flags), writeEnd: openSync(path, constants.O_WRONLY) }
  closeSync(both)
  unlinkSync(path)
  return pipe
}

async function makeMore(): Promise<string> {
  const { folder } = await built()
  const first = `pipe-${process.pid}-${Math.random().toString(36).slice(2)}`
  const more = Array.from({ length: AT_ONCE }, () => join(folder, `${first}-${made++}`))
  const { status } = spawnSync('mkfifo', more)
  if (status !== 0) throw new Error(`mkfifo ended with ${status}`)
  paths.push(...more.slice(1))
  return more[0] as string
}
