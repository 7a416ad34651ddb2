/**
 * Builds the command once, then runs `bun test` with these arguments, several files at a time. Tests mostly wait for
 * other processes, so there is one worker more than there are cores.
 *
 * They make thousands of small files. Where memory can be had as a file system, these go there, which takes a third of
 * the time; on a real disk they go with DOS_HOOK_STORMS=1, as in `.ci/run`.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, statfsSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_VARIABLE, built, removeAtTheEnd } from '../apps/hook/test/support/built.ts'

const MEMORY = '/dev/shm'
/** A copy of the compiled command takes 110 MB, and some tests make a few. */
const ENOUGH_BYTES = 2 * 1024 ** 3

const scratch = process.env['DOS_HOOK_STORMS'] === '1' ? makeScratch(tmpdir()) : makeScratchInMemory()
process.env['TMPDIR'] = scratch
const cache = join(import.meta.dir, '../.cache')
mkdirSync(cache, { recursive: true })
const { folder } = await built()
const { exited } = Bun.spawn(
  [
    ...[process.execPath, 'test', '--timeout', '60000'],
    ...[`--parallel=${availableParallelism() + 1}`, '--no-isolate'],
    // The longest files of the last run start first, so that none of them is alone at the end.
    ...[`--timings=${join(cache, 'test-timings.json')}`, '--update-timings'],
    ...process.argv.slice(2),
  ],
  { env: { ...process.env, [BUILT_VARIABLE]: folder }, stdio: ['inherit', 'inherit', 'inherit'] },
)
process.exit(await exited)

/** A folder of this run for all that is thrown away, open to everybody as `/tmp` is. */
function makeScratch(within: string): string {
  const path = realpathSync(mkdtempSync(join(within, 'dh-')))
  chmodSync(path, 0o1777)
  removeAtTheEnd(path)
  return path
}

/** In memory, where there is enough of it and programs may be run from there; else as usual. */
function makeScratchInMemory(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize < ENOUGH_BYTES) return makeScratch(tmpdir())
    const path = makeScratch(MEMORY)
    const program = join(path, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    return spawnSync(program).status === 0 ? path : makeScratch(tmpdir())
  } catch {
    return makeScratch(tmpdir())
  }
}
