import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How this very program was started. */
export type Self =
  | { readonly kind: 'binary'; readonly path: string }
  /** The script, with what comes along in its folder; `runtime` is what runs it. */
  | { readonly kind: 'script'; readonly path: string; readonly runtime: string }

/** Finds this program on the disk. */
export function findSelf(): Self {
  // A compiled binary has its modules in a file system of its own: /$bunfs, on Windows B:/~BUN.
  if (/\$bunfs|~BUN/i.test(import.meta.url)) return { kind: 'binary', path: realpathSync(process.execPath) }
  const beside = join(dirname(fileURLToPath(import.meta.url)), 'dos-hook.js')
  const path = realpathSync(existsSync(beside) ? beside : (process.argv[1] ?? beside))
  return { kind: 'script', path, runtime: process.execPath }
}
