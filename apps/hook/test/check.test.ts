import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { run } from './support/command.ts'
import { call } from './support/fake-io.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const RUN = 'nightly'
const LAUNCHES = ['the compiled command', 'bun with the script', 'node with the script'] as const

function check(workspace: Workspace, args: readonly string[], more: Parameters<typeof run>[1] = {}) {
  return run('', { args: ['check', '--run', RUN, ...args], cwd: workspace.path, ...more })
}

function inRepository(workspace: Workspace): (...args: string[]) => void {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org']
  const git = (...args: string[]) => {
    execFileSync('git', ['-C', workspace.path, ...author, ...args], { env, stdio: 'ignore' })
  }
  git('init')
  return git
}

describe.each(LAUNCHES)('A shell loop round %s', (by) => {
  test('goes round as often as the budget allows, and then ends', async () => {
    using workspace = makeWorkspace()
    const statuses: (number | null)[] = []
    for (let pass = 0; pass < 4; pass += 1) {
      const { status, stdout } = await check(workspace, ['--claim', '--max-markers', '2'], { by })
      expect(stdout).toBe('')
      statuses.push(status)
    }
    expect(statuses).toEqual([0, 0, 1, 1])
    expect(workspace.records(RUN)).toHaveLength(2)
    expect(workspace.records(RUN)[0]).toMatchObject({ op: 'MARKER', run_id: RUN })
  })
})

describe('dos-hook check', () => {
  test('says on stderr that the budget is spent, in one line', async () => {
    using workspace = makeWorkspace()
    const { status, stderr } = await check(workspace, ['--claim', '--max-markers', '0'])
    expect(status).toBe(1)
    expect(stderr).toBe('dos-hook: the budget is spent: 0 of 0 no-op turns since the last progress\n')
  })

  test('takes nothing and writes nothing without --claim', async () => {
    using workspace = makeWorkspace()
    for (let pass = 0; pass < 3; pass += 1) {
      expect((await check(workspace, ['--max-markers', '1'])).status).toBe(0)
    }
    expect(workspace.all()).toEqual([])
  })

  test('takes nothing and writes nothing in a dry run, and says what it found', async () => {
    using workspace = makeWorkspace()
    const { status, stderr } = await check(workspace, ['--claim', '--dry-run'])
    expect([status, stderr]).toEqual([0, 'dos-hook: dry run: would allow: 4 of 4 passes are left\n'])
    expect(workspace.all()).toEqual([])
  })

  test('gives the whole budget back after a pass that did work', async () => {
    using workspace = makeWorkspace()
    const git = inRepository(workspace)
    const env = { PATH: process.env['PATH'] ?? '' }
    const claim = () => check(workspace, ['--claim', '--max-markers', '1'], { env })
    expect((await claim()).status).toBe(0)
    expect((await claim()).status).toBe(1)

    workspace.put('work.txt', 'done')
    expect((await claim()).status).toBe(0)
    expect((await claim()).status).toBe(1)

    git('add', '.')
    git('commit', '--message', 'work')
    expect((await claim()).status).toBe(0)
    expect(workspace.records(RUN).map(({ op }) => op)).toEqual([
      'MARKER',
      'RESET',
      'MARKER',
      'RESET',
      'MARKER',
    ])
    expect(workspace.records(RUN)[1]?.['reason']).toBe('progress: untracked work in work.txt')
  })

  test('takes the budget from dos.toml, and the flag before it', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = 0\n')
    expect((await check(workspace, [])).status).toBe(1)
    expect((await check(workspace, ['--max-markers', '1'])).status).toBe(0)
  })

  test('reports to scripts', async () => {
    using workspace = makeWorkspace()
    const { stdout } = await check(workspace, ['--claim', '--json'])
    expect(JSON.parse(stdout)).toEqual({
      allow: true,
      markers_emitted: 1,
      max_markers: 4,
      reason: 'pass 1 of 4 since the last progress',
      run: RUN,
      workspace: workspace.path,
      tally: `${workspace.path}/.dos/markers/${RUN}.jsonl`,
      reset: false,
      dry_run: false,
      trouble: false,
    })
  })

  test('ends the loop where it cannot tell, and says why in one line', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[marker]\nmax_streak = "4"\n')
    const malformed = await check(workspace, ['--claim'])
    expect([malformed.status, malformed.stdout]).toEqual([1, ''])
    expect(malformed.stderr).toBe(
      `dos-hook: ${workspace.path}/dos.toml:2:14: max_streak must be a whole number, 0 or more, but is "4"\n`,
    )
    const gone = await check(workspace, ['--claim', '--workspace', `${workspace.path}/none`])
    expect([gone.status, gone.stderr.trim().split('\n').length]).toEqual([1, 1])
    expect(gone.stderr).toContain('is not a folder that exists')
  })

  test('ends the loop where no place can be made durable', async () => {
    using workspace = makeWorkspace()
    workspace.put('.dos', 'a file where a folder should be')
    const { status, stderr } = await check(workspace, ['--claim'])
    expect(status).toBe(1)
    expect(stderr).toContain(`${workspace.path}/.dos`)
  })

  test('counts runs apart whose names differ in anything at all, and takes any name', async () => {
    using workspace = makeWorkspace()
    const runs = [
      'release-1.1',
      'release-11',
      'a/b',
      'ab',
      'caf\u00e9',
      'cafe\u0301',
      'cafe',
      '../..',
      '%workspace',
    ]
    for (const name of runs) {
      const args = ['check', '--claim', '--max-markers', '1', '--run', name]
      const { status } = await run('', { args, cwd: workspace.path })
      expect([name, status]).toEqual([name, 0])
    }
    const { stdout } = await run('', { args: ['explain', 'release-1.1'], cwd: workspace.path })
    expect(stdout).toMatch(/^session +release-1\.1\n/)
    const byFile = await run('', { args: ['explain', 'a%2Fb'], cwd: workspace.path })
    expect(byFile.stdout).toMatch(/^session +a\/b\n/)
  })

  test('ends the loop where a name is too long for a file', async () => {
    using workspace = makeWorkspace()
    const args = ['check', '--claim', '--run', '.'.repeat(100)]
    const { status, stderr } = await run('', { args, cwd: workspace.path })
    expect([status, stderr.trim().split('\n').length]).toEqual([1, 1])
    expect(stderr).toContain('ENAMETOOLONG; the name of the session or run is too long to be a file name')
  })

  test('gives exactly the places that are left to many at once', async () => {
    using workspace = makeWorkspace()
    const passes = await Promise.all(Array.from({ length: 16 }, () => check(workspace, ['--claim'])))
    expect(passes.filter(({ status }) => status === 0)).toHaveLength(4)
    expect(passes.filter(({ status }) => status === 1)).toHaveLength(12)
  })

  test.each([
    [[], '--run needs the name of the run'],
    [['--run', 'a', '--clam'], 'the nearest is --claim'],
    [['--run', 'a', '--max-markers', '-1'], '--max-markers must be a whole number'],
  ])('refuses %j with status 1 and one line', async (args, line) => {
    using workspace = makeWorkspace()
    const { status, stdout, stderr } = await run('', { args: ['check', ...args], cwd: workspace.path })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  test('explains itself with --help', async () => {
    const { status, stdout } = await run('', { args: ['check', '--help'] })
    expect(status).toBe(0)
    expect(stdout).toContain('while dos-hook check --claim --run nightly; do')
  })
})

describe('One pass', () => {
  const pass = async (workspace: Workspace, ...args: readonly string[]) => {
    const words = ['check', '--run', RUN, '--workspace', workspace.path, '--json', ...args]
    const { stdout, status } = await call(words, { env: { PATH: process.env['PATH'] } })
    return { status, ...(JSON.parse(stdout[0] ?? '') as Readonly<Record<string, unknown>>) }
  }

  test('that only looks tells how many are left, and takes none', async () => {
    using workspace = makeWorkspace()
    await pass(workspace, '--claim')
    expect(await pass(workspace)).toMatchObject({ status: 0, allow: true, markers_emitted: 1 })
    expect(workspace.records(RUN)).toHaveLength(1)
  })

  test('after progress gives the whole budget back first', async () => {
    using workspace = makeWorkspace()
    const git = inRepository(workspace)
    workspace.put('a', 'a')
    git('add', 'a')
    git('commit', '--message', 'first')
    await pass(workspace, '--claim', '--max-markers', '1')
    workspace.put('a', 'b')
    expect(await pass(workspace, '--claim', '--max-markers', '1')).toMatchObject({ allow: true, reset: true })
    expect(workspace.records(RUN).map(({ op }) => op)).toEqual(['MARKER', 'RESET', 'MARKER'])
  })

  test('that can not be judged ends the loop, and says why', async () => {
    using workspace = makeWorkspace()
    workspace.put('.dos', 'no folder')
    const { status, trouble, reason } = (await pass(workspace, '--claim')) as Readonly<
      Record<string, unknown>
    >
    expect([status, trouble]).toEqual([1, true])
    expect(String(reason)).toContain('.dos')
  })
})
