import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { call, report } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { makeOwnRepository, ops, stop } from './support/progressing.ts'
import { commit, git, WITH_GIT, WITHOUT_GIT } from './support/repository.ts'
import { MARKER, makeWorkspace, SESSION } from './support/workspace.ts'

setDefaultTimeout(60_000)

const TALLY = join('.dos', 'markers', `${SESSION}.jsonl`)

describe('An armed Stop in a repository', () => {
  test('takes what it sees first for the baseline, and counts on while nothing changes', async () => {
    using workspace = makeOwnRepository()
    workspace.put('draft', 'uncommitted from the beginning')
    for (let marker = 1; marker <= 4; marker += 1) expect(await stop(workspace)).toBe(`hold ${marker}`)
    expect(await stop(workspace)).toBe('release 4')
    const fingerprints = workspace.records().map(({ fingerprint }) => fingerprint as object)
    expect(new Set(fingerprints.map((each) => JSON.stringify({ ...each, id: '' }))).size).toBe(1)
    expect(new Set(fingerprints.map((each) => 'id' in each && each.id)).size).toBe(4)
    expect(fingerprints[0]).toMatchObject({
      commit: expect.stringMatching(/^[0-9a-f]{20}$/),
      tree: '0',
      untracked: expect.stringMatching(/^1:[0-9a-f]{16}$/),
    })
  })

  test('that did work is a reset and a release, not a hold; the streak begins anew', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('draft', 'work')
    const { stdout, stderr } = await call(['marker', '--loop'], { stdin: workspace.stop(), env: WITH_GIT })
    expect([stdout, stderr]).toEqual([[], []])
    expect(await stop(workspace)).toBe('hold 1')
    expect(ops(workspace)).toEqual(['MARKER', 'RESET', 'MARKER'])
  })

  test('sees the second edit of a file that was dirty already', async () => {
    using workspace = makeOwnRepository()
    workspace.put('mine', 'edited')
    expect(await stop(workspace)).toBe('hold 1')
    expect(await stop(workspace)).toBe('hold 2')
    workspace.put('mine', 'edited again')
    expect(await stop(workspace)).toBe('reset')
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('mine', 'edited once more')
    expect(await stop(workspace)).toBe('reset')
  })

  test('sees a commit, also of work that it saw before, and gives a spent budget back for it', async () => {
    using workspace = makeOwnRepository()
    workspace.put('draft', 'work')
    for (let marker = 1; marker <= 4; marker += 1) await stop(workspace)
    expect(await stop(workspace)).toBe('release 4')
    commit(workspace.path, 'work')
    expect(await stop(workspace)).toBe('reset')
    expect(await stop(workspace)).toBe('hold 1')
  })

  test('takes an amended message and an empty commit for none', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    git(workspace.path, 'commit', '--quiet', '--amend', '--message', 'a better word')
    expect(await stop(workspace)).toBe('hold 2')
    git(workspace.path, 'commit', '--quiet', '--allow-empty', '--message', 'nothing')
    expect(await stop(workspace)).toBe('hold 3')
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    expect(await stop(workspace)).toBe('reset')
  })

  test('finds the repository above the folder that it stands in', async () => {
    using workspace = makeOwnRepository()
    const cwd = workspace.folder('sub/folder')
    expect(await stop(workspace, { stdin: workspace.stop({ cwd }) })).toBe('hold 1')
    workspace.put('sub/draft', 'work')
    expect(await stop(workspace, { stdin: workspace.stop({ cwd }) })).toBe('reset')
  })

  test('sees the first commit of all', async () => {
    using workspace = makeWorkspace()
    git(workspace.path, 'init', '--quiet')
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('mine', '')
    commit(workspace.path, 'mine')
    expect(await stop(workspace)).toBe('reset')
  })

  test('takes a fingerprint that is none for no record, and that of another program for a record', async () => {
    for (const fingerprint of ['x', 7, null, [], { commit: 7, tree: ['x'] }, { unknown: 'x' }]) {
      using workspace = makeOwnRepository()
      workspace.put(TALLY, `${JSON.stringify({ op: 'MARKER', fingerprint })}\n`)
      expect(await stop(workspace)).toBe('hold 2')
    }
    using workspace = makeOwnRepository()
    const other = { op: 'NOTE', fingerprint: { commit: null } }
    workspace.put(TALLY, `${JSON.stringify(other)}\n`)
    expect(await stop(workspace)).toBe('reset')
  })

  test('that is not armed looks at nothing and leaves no trace', async () => {
    using workspace = makeOwnRepository()
    workspace.put('draft', 'work')
    const before = workspace.all()
    expect(await report([], { stdin: workspace.stop(), env: WITH_GIT })).toMatchObject({ answer: 'release' })
    expect(workspace.all()).toEqual(before)
  })

  test('without git on the PATH says that nobody could look, and tells of the commit once git is there', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace, { env: WITHOUT_GIT })).toBe('hold 1')
    workspace.put('draft', 'work')
    commit(workspace.path, 'work')
    expect(await stop(workspace, { env: WITHOUT_GIT })).toBe('hold 2')
    expect(workspace.records().at(-1)).toMatchObject({
      reason: expect.stringContaining('progress could not be checked: commits: no git program was found'),
    })
    expect(await stop(workspace)).toBe('reset')
  })
})

describe('The RESET of a turn that did work', () => {
  test('says what advanced and carries the new fingerprint, on one line with its keys sorted', async () => {
    using workspace = makeOwnRepository()
    const env = { ...WITH_GIT, CID_RUN_ID: 'run-7' }
    expect(await stop(workspace, { env })).toBe('hold 1')
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    workspace.put('draft', 'more')
    const told = await report(['--loop'], { stdin: workspace.stop(), env })
    const id = git(workspace.path, 'rev-parse', 'HEAD').slice(0, 8)
    const reason = `progress: commit ${id}: mine, untracked work in draft`
    expect(told).toMatchObject({ allow_marker: false, answer: 'release', reset: true, reason })
    expect(told).toMatchObject({ markers_emitted: 0, max_markers: 4, armed: true, trouble: false })
    const line = readFileSync(workspace.tally, 'utf8').split('\n').at(-2)
    expect(line).toMatch(
      /^\{"files":\["mine","draft"\],"fingerprint":\{"id":"[\w-]+","commit":"[0-9a-f]{20}","tree":"0","untracked":"1:[^"]+","marks":"[0-9a-f]{16}"\},"op":"RESET","reason":"progress: commit [^"]*","run_id":"run-7","schema":\{"family":"wait-marker","version":1\},"since":"[\w-]+","ts":"2026-06-09T12:52:00Z"\}$/,
    )
    expect(workspace.records().at(-1)).toMatchObject({ reason, run_id: 'run-7' })
    expect(JSON.stringify(workspace.records().at(-1))).toContain(`"commit":"${id}`)
  })
})

describe('A reset that is told', () => {
  test('at the beginning of a turn records a baseline: what was done before it is no progress after it', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('draft', 'work')
    const begun = workspace.stop({ hook_event_name: 'UserPromptSubmit', prompt: 'go on' })
    await call(['marker', '--reset'], { stdin: begun, env: WITH_GIT })
    expect(workspace.records().at(-1)).toMatchObject({
      op: 'RESET',
      fingerprint: { commit: expect.any(String), untracked: expect.stringMatching(/^1:/) },
    })
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('draft', 'more work')
    expect(await stop(workspace)).toBe('reset')
  })

  test('within a turn, as after its commit, leaves the Stop of that turn to be released, and of no other', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    workspace.put('mine', 'work')
    commit(workspace.path, 'work')
    const given = { stdin: '', stdinIsDevice: true, env: WITH_GIT, cwd: workspace.path }
    await call(['marker', '--reset', '--session-id', SESSION], given)
    expect(workspace.records().at(-1)).toMatchObject({ op: 'RESET', verb: 'reset' })
    expect(await stop(workspace)).toBe('reset')
    expect(await stop(workspace)).toBe('hold 1')
  })

  test('without any work is held at as ever', async () => {
    using workspace = makeOwnRepository()
    expect(await stop(workspace)).toBe('hold 1')
    await call(['marker', '--reset'], { stdin: workspace.stop(), env: WITH_GIT })
    expect(await stop(workspace)).toBe('hold 1')
  })

  test('resets without one where the configuration cannot be read, or watches nothing', async () => {
    for (const toml of ['not TOML', '[progress]\nwatch = "x"\n', '[progress]\nwatch = []\n']) {
      using workspace = makeOwnRepository()
      workspace.put('dos.toml', toml)
      const given = { stdin: workspace.stop(), env: WITH_GIT }
      expect(await call(['marker', '--reset'], given)).toMatchObject({ stdout: [], stderr: [] })
      expect(workspace.records().map((record) => [record['op'], 'fingerprint' in record])).toEqual([
        ['RESET', false],
      ])
    }
  })
})

describe('--dry-run', () => {
  test('tells of progress, writes nothing, and so tells the same again', async () => {
    using workspace = makeOwnRepository()
    await stop(workspace)
    workspace.put('draft', 'work')
    const before = [workspace.all(), readFileSync(workspace.tally, 'utf8')]
    for (let round = 0; round < 2; round += 1) {
      const given = { stdin: workspace.stop(), env: WITH_GIT }
      expect(await call(['marker', '--loop', '--dry-run'], given)).toMatchObject({
        status: 0,
        stdout: [],
        stderr: ['dry run: would release: progress: untracked work in draft'],
      })
      expect(await report(['--loop', '--dry-run'], given)).toMatchObject({
        answer: 'release',
        markers_emitted: 0,
        reset: false,
        dry_run: true,
      })
    }
    expect([workspace.all(), readFileSync(workspace.tally, 'utf8')]).toEqual(before)
  })

  test('takes no baseline', async () => {
    using workspace = makeOwnRepository()
    const before = workspace.all()
    for (const args of [['--loop'], ['--reset']]) {
      await call(['marker', '--dry-run', ...args], { stdin: workspace.stop(), env: WITH_GIT })
    }
    expect(workspace.all()).toEqual(before)
  })
})

describe('--debug', () => {
  test('tells what was seen, none included', async () => {
    using workspace = makeOwnRepository()
    const debug = async () => {
      const given = { stdin: workspace.stop(), env: WITH_GIT }
      return (await call(['marker', '--loop', '--debug'], given)).stderr.filter((line) =>
        line.includes('debug: progress'),
      )
    }
    expect(await debug()).toEqual(['debug: progress: none seen'])
    workspace.put('draft', 'work')
    expect(await debug()).toEqual(['debug: progress: untracked work in draft'])
  })
})

describe('The real command', () => {
  for (const by of RUNTIMES) {
    test(`sees progress between two Stops: ${by}`, async () => {
      using workspace = makeOwnRepository()
      const stopped = () => run(workspace.stop(), { by, env: WITH_GIT })
      expectHeld(await stopped())
      expect(expectHeld(await stopped()).reason).toContain('marker 2 of 4')
      workspace.put('draft', 'work')
      expectReleased(await stopped())
      commit(workspace.path, 'work')
      expectReleased(await stopped())
      expect(expectHeld(await stopped()).reason).toContain('marker 1 of 4')
      expect(workspace.records().map(({ op, reason }) => [op, String(reason).split(' ')[1]])).toEqual([
        ['MARKER', 'says'],
        ['MARKER', 'says'],
        ['RESET', 'untracked'],
        ['RESET', 'commit'],
        ['MARKER', 'says'],
      ])
    })
  }
})

test('Markers without a fingerprint, as other programs write them, are counted, and the first look is the baseline', async () => {
  using workspace = makeOwnRepository()
  workspace.put(TALLY, MARKER.repeat(2))
  workspace.put('draft', 'work')
  expect(await stop(workspace)).toBe('hold 3')
  expect(await stop(workspace)).toBe('hold 4')
})
