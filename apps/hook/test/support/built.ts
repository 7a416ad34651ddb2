import { chmodSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildBinary, buildScript } from '../../build/build.ts'

/** What users run, built from the source under test. */
export interface Built {
  /** A folder that is gone after the tests, for whatever goes with the command. */
  readonly folder: string
  /** The compiled command. */
  readonly binary: string
  /** The bundled script, with the verbs for people and what it loads beside it. */
  readonly script: string
}

/** Names the folder of a command that was built for all processes of a run: `npm test` sets it. */
export const BUILT_VARIABLE = 'DOS_HOOK_TEST_BUILT'

// `bun test` loads this module anew for each file.
const MEMO = Symbol.for('dos-hook.test.built')
const memo = globalThis as { [MEMO]?: Promise<Built> }

/** The command as `npm test` built it before the tests, else built here once for all test files of the process. */
export function built(): Promise<Built> {
  const folder = process.env[BUILT_VARIABLE]
  memo[MEMO] ??= folder === undefined ? build() : Promise.resolve(builtIn(folder))
  return memo[MEMO]
}

async function build(): Promise<Built> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dos-hook-built-')))
  // An unprivileged user is to run it, too.
  chmodSync(folder, 0o755)
  removeAtTheEnd(folder)
  const command = dirname(builtIn(folder).script)
  mkdirSync(command)
  buildBinary(command)
  await buildScript(command)
  return builtIn(folder)
}

/** The command has a folder of its own, as an installed one has. */
function builtIn(folder: string): Built {
  const at = (name: string) => join(folder, 'command', name)
  return { folder, binary: at('dos-hook'), script: at('dos-hook.js') }
}

/**
 * Removes a folder when this process ends. `bun test` tells nobody of its end, and the compiled command takes 100 MB: so
 * a child waits for its stdin to close, which happens however this process ends.
 */
export function removeAtTheEnd(folder: string): void {
  Bun.spawn(['sh', '-c', 'trap "" HUP INT TERM; cat >/dev/null; rm -rf "$0"', folder], {
    cwd: '/',
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
  }).unref()
}
