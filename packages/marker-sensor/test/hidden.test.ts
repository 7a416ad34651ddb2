import { expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileOps, nodeFileOps, reset, TallyError, tallyPaths } from '../src/index.ts'

test('an ignore file that could not be filled is taken away, and written by the next record', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'hidden-'))
  try {
    const paths = tallyPaths(workspace, 's')
    if (paths === undefined) throw new Error('no tally')
    const ignore = join(paths.home, '.gitignore')
    const full: FileOps = {
      ...nodeFileOps,
      append: () => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      },
    }
    expect(() => reset(paths, { now: 0 }, { ops: full })).toThrow(TallyError)
    expect(existsSync(ignore)).toBe(false)

    reset(paths, { now: 0 })
    expect(readFileSync(ignore, 'utf8')).toBe('*\n')
  } finally {
    rmSync(workspace, { recursive: true })
  }
})
