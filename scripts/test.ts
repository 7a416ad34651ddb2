/**
 * Builds the command once, then runs `bun test` with these arguments, several files at a time. Tests mostly wait for
 * other processes, so there is one worker more than there are cores.
 */
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { BUILT_VARIABLE, built } from '../apps/hook/test/support/built.ts'

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
