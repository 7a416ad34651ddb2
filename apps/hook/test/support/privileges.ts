import { spawnSync } from 'node:child_process'
import { lchownSync } from 'node:fs'
import { tool } from './launch.ts'

const isRoot = process.getuid?.() === 0

/** Words before a command that take the rights of root from it: to root nothing is forbidden. */
export function asNobody(): readonly string[] {
  return isRoot ? [tool('setpriv'), '--reuid=65534', '--regid=65534', '--clear-groups', '--'] : []
}

/** Whether this user may mount a disk that nobody else sees. */
export const mayMount: boolean =
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

/**
 * Words before a command that give it a small disk of its own on a folder, and prepare it by a shell script that
 * finds the folder as `$1`. Nobody else sees that disk, and it is gone with the command.
 */
export function withDisk(folder: string, prepare: string): readonly string[] {
  const script = `set -e; cd /; mount -t tmpfs -o size=64k tmpfs "$1"; ${prepare}\nshift; exec "$@"`
  return [tool('unshare'), '-m', tool('sh'), '-c', `PATH=${process.env['PATH']}; ${script}`, 'sh', folder]
}

/** A user that nobody is. */
const STRANGER = 6661

/**
 * Runs something in this process as a user to whom these paths don't belong. Root gives them away; whoever may not do so
 * is taken for another user meanwhile, to whom nothing of theirs belongs.
 */
export async function amongStrangers<T>(paths: readonly string[], run: () => Promise<T>): Promise<T> {
  if (isRoot) {
    for (const path of paths) lchownSync(path, STRANGER, STRANGER)
    return run()
  }
  const { geteuid } = process
  process.geteuid = () => STRANGER
  try {
    return await run()
  } finally {
    if (geteuid !== undefined) process.geteuid = geteuid
  }
}
