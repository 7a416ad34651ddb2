import { chmodSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBinary, buildScript } from '../../build/build.ts'

/** What users run, built from the source under test. */
export interface Built {
  /** A folder that is gone after the tests, for whatever goes with the command. */
  readonly folder: string
  /** The compiled command. */
  readonly binary: string
  /** The bundled script, with the verbs for people beside it. */
  readonly script: string
}

// `bun test` runs all files in one process but loads this module anew for each.
const MEMO = Symbol.for('dos-hook.test.built')
const memo = globalThis as { [MEMO]?: Promise<Built> }

/** Builds the command once for all test files of a run. */
export function built(): Promise<Built> {
  memo[MEMO] ??= build()
  return memo[MEMO]
}

async function build(): Promise<Built> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dos-hook-built-')))
  // An unprivileged user is to run it, too.
  chmodSync(folder, 0o755)
  removeAtTheEnd(folder)
  return { folder, binary: buildBinary(folder), script: await buildScript(folder) }
}

/**
 * The compiled command takes 100 MB, and `bun test` tells nobody when it ends. So a child waits for its stdin to
 * close, which happens however this process ends.
 */
function removeAtTheEnd(folder: string): void {
  Bun.spawn(['sh', '-c', 'trap "" HUP INT TERM; cat >/dev/null; rm -rf "$0"', folder], {
    cwd: '/',
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
  }).unref()
}
