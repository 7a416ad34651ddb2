import { describe, expect, test } from 'bun:test'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { claim, count, nodeFileOps } from '../src/index.ts'
import { failure, intercept } from './support/memory-disk.ts'
import { actions, allIn, CLAIM, MARKER } from './support/places.ts'
import { makeWorkspace, pathsIn, thrownBy } from './support/workspace.ts'

describe('A link out of the workspace', () => {
  for (const [action, act] of actions) {
    for (const linked of ['home', 'folder', 'file'] as const) {
      test(`where the ${linked} of the tally should be is refused by ${action}, and nothing is made out there`, () => {
        using outside = makeWorkspace()
        using workspace = makeWorkspace()
        const target = join(outside.workspace, 'target')
        if (linked === 'file') writeFileSync(target, MARKER)
        else mkdirSync(target)
        mkdirSync(join(workspace[linked], '..'), { recursive: true })
        symlinkSync(target, workspace[linked])

        expect(thrownBy(() => act(workspace))).toMatchObject({
          name: 'TallyError',
          fault: 'outside',
          path: workspace[linked],
          message: `${workspace[linked]} leads to ${target}, which is not inside the workspace: remove the link`,
        })
        expect(allIn(outside.workspace)).toEqual(['target'])
        if (linked === 'file') expect(readFileSync(target, 'utf8')).toBe(MARKER)
      })
    }

    test(`that leads nowhere is refused by ${action}, and nothing is made there`, () => {
      using outside = makeWorkspace()
      using workspace = makeWorkspace()
      for (const linked of ['file', 'folder', 'home'] as const) {
        rmSync(workspace.home, { recursive: true, force: true })
        mkdirSync(join(workspace[linked], '..'), { recursive: true })
        symlinkSync(join(outside.workspace, 'nowhere'), workspace[linked])
        expect(thrownBy(() => act(workspace))).toMatchObject({
          name: 'TallyError',
          fault: 'io',
          cause: { code: 'ENOENT' },
        })
        expect(allIn(outside.workspace)).toEqual([])
      }
    })

    test(`in a circle is refused by ${action}`, () => {
      using workspace = makeWorkspace()
      mkdirSync(workspace.folder, { recursive: true })
      symlinkSync('s.jsonl', workspace.file)
      const thrown = thrownBy(() => act(workspace))
      expect(thrown).toMatchObject({ name: 'TallyError', fault: 'io', cause: { code: 'ELOOP' } })
    })
  }

  test('to a folder whose name only begins like that of the workspace is refused', () => {
    using workspace = makeWorkspace()
    const sibling = `${workspace.workspace}-2`
    mkdirSync(sibling)
    try {
      symlinkSync(sibling, workspace.home)
      expect(thrownBy(() => claim(workspace, CLAIM))).toMatchObject({ fault: 'outside' })
      expect(allIn(sibling)).toEqual([])
    } finally {
      rmSync(sibling, { recursive: true })
    }
  })

  test('is still refused where the workspace is the root of all', () => {
    const entered: string[] = []
    const ops = intercept(nodeFileOps, ({ name, args: [path], go }) => {
      const isHome = String(path).endsWith('/.dos')
      if (name === 'look') return { kind: 'link' }
      if (name === 'resolve') return isHome ? '/somewhere/inside' : '/'
      if (name === 'enter') entered.push(basename(String(path)))
      if (name === 'enter' && isHome) throw failure('ENOTDIR')
      return go()
    })
    // All that the root holds is inside: the way goes on, to a folder that is not there.
    expect(thrownBy(() => count(pathsIn('/'), { ops }))).toMatchObject({
      fault: 'io',
      cause: { code: 'ENOENT' },
    })
    expect(entered).toEqual(['', '.dos', 'somewhere'])
  })

  test('that is swapped in between the look and the opening is not followed', () => {
    using outside = makeWorkspace()
    using workspace = makeWorkspace()
    workspace.put(MARKER)
    const target = join(outside.workspace, 'target')
    writeFileSync(target, MARKER)
    const ops = intercept(nodeFileOps, ({ name, go }) => {
      if (name === 'openToRead' || name === 'openToAppend') {
        rmSync(workspace.file)
        symlinkSync(target, workspace.file)
      }
      return go()
    })
    for (const act of [() => count(workspace, { ops }), () => claim(workspace, CLAIM, { ops })]) {
      workspace.put(MARKER)
      expect(thrownBy(act)).toMatchObject({ fault: 'io', cause: { code: 'ELOOP' } })
      rmSync(workspace.file)
    }
    expect(readFileSync(target, 'utf8')).toBe(MARKER)
  })
})

describe('A link inside the workspace', () => {
  test('where the tally should be is followed', () => {
    using workspace = makeWorkspace()
    mkdirSync(workspace.folder, { recursive: true })
    const target = join(workspace.workspace, 'elsewhere.jsonl')
    writeFileSync(target, MARKER)
    symlinkSync('../../elsewhere.jsonl', workspace.file)
    expect(count(workspace)).toBe(1)
    expect(claim(workspace, CLAIM)).toEqual({ granted: true, count: 2 })
    expect(readFileSync(target, 'utf8')).toStartWith(`${MARKER}{"id":"the-claim"`)
    expect(lstatSync(workspace.file).isSymbolicLink()).toBe(true)
  })

  for (const linked of ['home', 'folder'] as const) {
    test(`where its ${linked} should be is followed, and no folder of the user's is hidden`, () => {
      using workspace = makeWorkspace()
      const target = join(workspace.workspace, 'elsewhere')
      mkdirSync(target)
      if (linked === 'folder') mkdirSync(workspace.home)
      symlinkSync(target, workspace[linked])
      expect(claim(workspace, CLAIM)).toEqual({ granted: true, count: 1 })
      expect(claim(workspace, { ...CLAIM, id: 'next' })).toEqual({ granted: true, count: 2 })
      expect(count(workspace)).toBe(2)
      expect(allIn(target)).toEqual(linked === 'home' ? ['markers', 'markers/s.jsonl'] : ['s.jsonl'])
    })
  }

  test('to the workspace itself is refused', () => {
    using workspace = makeWorkspace()
    symlinkSync('.', workspace.home)
    expect(thrownBy(() => claim(workspace, CLAIM))).toMatchObject({ fault: 'outside' })
    expect(readdirSync(workspace.workspace)).toEqual(['.dos'])
  })

  test('is followed where the workspace is reached by a link, too', () => {
    using workspace = makeWorkspace()
    using other = makeWorkspace()
    const alias = join(other.workspace, 'alias')
    symlinkSync(workspace.workspace, alias)
    workspace.put(MARKER)
    renameSync(workspace.folder, join(workspace.home, 'real'))
    symlinkSync('real', workspace.folder)
    expect(claim(pathsIn(alias), CLAIM)).toEqual({ granted: true, count: 2 })
  })
})
