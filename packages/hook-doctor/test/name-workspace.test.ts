import { describe, expect, test } from 'bun:test'
import { examine, type Facts } from '../src/index.ts'
import { facts, host, settings, tally } from './support/facts.ts'

const TRACKED = tally({ tracked: 1 })
const BARE = { hosts: [host([settings([])])] }

const runs = (workspace: Facts['workspace'], platform = 'linux'): readonly string[] =>
  examine(facts({ ...TRACKED, ...BARE, workspace, platform })).flatMap(({ mend }) =>
    mend === undefined ? [] : 'run' in mend ? [mend.run] : [mend.edit],
  )

describe('A command that mends', () => {
  test('names the workspace where that was named', () => {
    expect(runs({ folder: '/my shop', from: 'flag' })).toEqual([
      "dos-hook init --workspace '/my shop'",
      "git -C '/my shop' rm -r --cached .dos",
    ])
  })

  test('names nothing where one stands in it', () => {
    expect(runs({ folder: '/p', from: 'current-folder' })).toEqual([
      'dos-hook init',
      'git rm -r --cached .dos',
    ])
  })

  test('names it to git alone where this program finds it again', () => {
    expect(runs({ folder: '/p', from: 'elsewhere' })).toEqual([
      'dos-hook init',
      'git -C /p rm -r --cached .dos',
    ])
  })

  test('is told in words where the name of the workspace can not stand in it', () => {
    expect(runs({ folder: '/p\u001b[2J', from: 'flag' })).toEqual([
      'in the workspace, call `dos-hook init`',
      'in the workspace, call `git rm -r --cached .dos`',
    ])
    // In the place of a name nothing has a meaning of its own.
    expect(runs({ folder: '/$&', from: 'flag' })[1]).toBe("git -C '/$&' rm -r --cached .dos")
  })
})
