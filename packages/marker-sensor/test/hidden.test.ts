import { expect, test } from 'bun:test'
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileOps, inHome, nodeFileOps, reset, TallyError, tallyPaths } from '../src/index.ts'

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

test('the folder for what lies beside the tallies is hidden as well, made once, and never through a link', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'hidden-'))
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  try {
    const home = join(workspace, '.dos')
    const makeHome = (folder: string) => inHome(folder, [], () => {}, { make: true })
    makeHome(workspace)
    makeHome(workspace)
    expect(readdirSync(home)).toEqual(['.gitignore'])
    expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('*\n')

    rmSync(home, { recursive: true })
    symlinkSync(elsewhere, home)
    expect(() => makeHome(workspace)).toThrow('leads to')
    expect(lstatSync(home).isSymbolicLink()).toBe(true)
    expect(readdirSync(elsewhere)).toEqual([])
    expect(() => makeHome(join(workspace, 'not-there'))).toThrow(TallyError)
  } finally {
    for (const folder of [workspace, elsewhere]) rmSync(folder, { recursive: true })
  }
})
