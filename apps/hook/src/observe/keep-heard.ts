import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Heard } from '@dos/hook-call/user/folders'

const { O_WRONLY, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/**
 * Writes the last calls of a host into a file that only its owner may read. No link is followed to it; of two that write
 * at once one may be lost, and is there again at the next call.
 *
 * @throws where the folder or the file can't be made, or is something else
 */
export function keepHeard(file: string, { host, version, calls }: Heard): void {
  const folder = dirname(file)
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // A home may be a repository: what is written here is no work in it.
    write(join(folder, '.gitignore'), '*\n')
  }
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is no folder`)
  const times = Object.entries(calls).map(([verb, time]) => [verb, new Date(time).toISOString()])
  write(file, `${JSON.stringify({ host, version, calls: Object.fromEntries(times) })}\n`, calls.marker ?? 0)
}

/** @param changedAt - what the file is to say of when it was changed, in milliseconds since 1970 */
function write(file: string, text: string, changedAt?: number): void {
  const fd = openSync(file, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile() || stats.nlink !== 1) throw new Error(`${file} is no file of its own`)
    writeSync(fd, text, 0)
    ftruncateSync(fd, Buffer.byteLength(text))
    if (changedAt !== undefined) futimesSync(fd, changedAt / 1000, changedAt / 1000)
  } finally {
    closeSync(fd)
  }
}
