import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { stats } from '@dos/desk/stats/command'
import { encodeObservation, MAX_BYTES, type Observation } from '@dos/hook-metrics/observation'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { readOpenMetrics } from '../../../packages/hook-metrics/test/support/openmetrics.ts'
import { run } from './support/command.ts'
import { callDesk } from './support/fake-desk-io.ts'
import { NOW } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { asNobody } from './support/privileges.ts'
import { runInTerminal } from './support/terminal.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const CURRENT = '.dos/metrics/observations.jsonl'
const EARLIER = '.dos/metrics/observations.1.jsonl'
const DAY_MS = 86_400_000

function line(fields: Partial<Observation> = {}): string {
  return `${encodeObservation({
    ...{ verb: 'marker', outcome: 'held', latencyMs: 2, exit: 0, dialect: 'claude-code' },
    ts: '2026-06-09T12:00:00Z',
    ...fields,
  })}\n`
}

/** Three weeks of two verbs and two hosts, the same at every call. */
function threeWeeks(outcomes: readonly string[]): readonly string[] {
  return Array.from({ length: 240 }, (_, index) =>
    line({
      verb: index % 4 === 3 ? 'wake' : 'marker',
      outcome: outcomes[index % outcomes.length] ?? '',
      latencyMs: 1.5 + ((index * 37) % 80) / 10 + (index % 100 === 0 ? 150 : 0),
      dialect: index % 3 === 0 ? 'codex' : 'claude-code',
      ts: new Date(NOW - ((index * index) % 20) * DAY_MS).toISOString(),
    }),
  )
}

const FIRM = ['released', 'held', 'released', 'reset', 'refused', 'unarmed', 'released']

const tell = (workspace: Workspace, args: readonly string[] = []) =>
  callDesk(stats, ['--workspace', workspace.path, ...args])

const json = async (workspace: Workspace) => {
  const { status, stdout, stderr } = await tell(workspace, ['--json'])
  expect([status, stderr]).toEqual([0, []])
  return JSON.parse(stdout)
}

describe('What was observed', () => {
  test.each([60, 200, undefined])('is told for %p columns', async (columns) => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, `${threeWeeks(FIRM).join('')}{"torn`)
    const { status, stdout, stderr } = await callDesk(stats, ['--workspace', workspace.path], { columns })
    expect([status, stderr]).toEqual([0, []])
    expect(stdout.split('\n').filter((row) => row.length > (columns ?? 96))).toEqual([])
    expect(stdout).not.toMatch(/ $/m)
    expect(stdout.replace(/workspace +.*/, 'workspace     …')).toMatchSnapshot()
  })

  test.each([60, 200])('fits a real terminal of %p columns, and has colours there', async (cols) => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, threeWeeks(FIRM).join(''))
    const screen = await runInTerminal(['stats'], { cols, cwd: workspace.path })
    const plain = await callDesk(stats, ['--workspace', workspace.path], { columns: cols, now: Date.now })
    expect(`${screen.text}\n`).toBe(plain.stdout)
    expect(screen.styleOf('stepped in')).toEqual({ bold: true })
    expect(screen.status).toBe(0)
  })

  test('has no colours in a terminal where NO_COLOR is set', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, threeWeeks(FIRM).join(''))
    const screen = await runInTerminal(['stats'], { cwd: workspace.path, env: { NO_COLOR: '1' } })
    expect(screen.styleOf('stepped in')).toEqual({})
  })

  test('comes with advice where the hook steps in more often than not, and was asked often enough to tell', async () => {
    const told = async (lines: readonly string[]) => {
      using workspace = makeWorkspace()
      workspace.put(CURRENT, lines.join(''))
      return (await tell(workspace)).stdout.includes('It steps in more often than not.')
    }
    expect(await told(threeWeeks(['held', 'refused', 'released']))).toBe(true)
    expect(await told(threeWeeks(['held', 'released']))).toBe(false)
    expect(await told(Array.from({ length: 9 }, () => line()))).toBe(false)
    expect(await told(Array.from({ length: 10 }, () => line()))).toBe(true)
  })

  test('is one object in snake case with --json', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, threeWeeks(FIRM).join(''))
    const told = await json(workspace)
    expect(JSON.stringify(told)).not.toMatch(/"[^"]*[A-Z][^"]*":/)
    const { workspace: where, days, ...figures } = told
    expect(where).toBe(workspace.path)
    expect(days).toHaveLength(30)
    expect(days.at(-1)).toEqual({ day: '2026-06-09', asked: 24, intervened: 6 })
    expect(figures).toMatchSnapshot()
  })

  test('is valid OpenMetrics text with --openmetrics', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, `${threeWeeks(FIRM).join('')}{"torn`)
    const { status, stdout } = await tell(workspace, ['--openmetrics'])
    const { families, complaints } = readOpenMetrics(stdout)
    expect([status, complaints]).toEqual([0, []])
    const counted = families.find(({ name }) => name === 'dos_hook_decisions_total')?.samples ?? []
    expect(counted.reduce((sum, { value }) => sum + value, 0)).toBe(240)
    expect(stdout).toContain('\ndos_hook_skipped_lines{why="not-json"} 1\n')
  })

  test('has a table by verb and by host only where there is more than one', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, line())
    expect((await tell(workspace)).stdout).not.toMatch(/^(verb|host) /m)
    workspace.put(CURRENT, line() + line({ dialect: undefined }))
    const { stdout } = await tell(workspace)
    expect(stdout).toMatch(/^host .*\nclaude-code .*\nnone .*$/m)
    expect(stdout).not.toMatch(/^verb /m)
  })

  test('is told in full where it is piped, however long a name or a path is', async () => {
    using workspace = makeWorkspace()
    const name = 'x'.repeat(40)
    const folder = workspace.folder('y'.repeat(120))
    workspace.put(join('y'.repeat(120), CURRENT), line({ verb: name, outcome: name }) + line())
    const piped = await callDesk(stats, ['--workspace', folder])
    expect(piped.stdout).toContain(`workspace     ${folder}\n`)
    expect(piped.stdout.split(name)).toHaveLength(3)
    const shown = await callDesk(stats, ['--workspace', folder], { columns: 60 })
    expect(shown.stdout).toContain(`workspace     …${'y'.repeat(45)}\n`)
    expect(shown.stdout.split('\n').filter((row) => row.length > 60)).toEqual([])
  })

  test('keeps its columns whatever letters a name has', async () => {
    using workspace = makeWorkspace()
    workspace.put(
      CURRENT,
      line({ verb: '待機中待機中待機中', outcome: '待機中待機中待機中' }) + line({ verb: 'é' }),
    )
    const { stdout } = await callDesk(stats, ['--workspace', workspace.path], { columns: 60 })
    expect(stdout).toContain(`\n待機中待機中待機中${'1'.padStart(7)}`)
    expect(stdout).toContain(`\né${'1'.padStart(24)}`)
    expect(stdout).toContain('\n待機中待機…   1   50 %')
  })

  test('shows at most twelve rows a table, and nothing that could move a cursor', async () => {
    using workspace = makeWorkspace()
    const lines = Array.from({ length: 40 }, (_, index) =>
      line({ verb: `\u001b[2J${index}`, outcome: `\u009b\u202e${index}` }),
    )
    workspace.put(CURRENT, lines.join(''))
    const { stdout } = await tell(workspace)
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
    expect(stdout).toContain('\\u001b[2J')
    expect(stdout).toContain('and 28 more\n')
    expect(stdout.split('\n').length).toBeLessThan(50)
  })
})

describe('The files', () => {
  test('are both read, and what is no observation is counted by why', async () => {
    using workspace = makeWorkspace()
    workspace.put(EARLIER, line({ ts: '2026-06-01T00:00:00Z' }) + line({ outcome: 'refused' }))
    workspace.put(
      CURRENT,
      [
        line({ outcome: 'released' }),
        '\n',
        '{"schema":{"family":"wait-marker","version":1},"op":"MARKER"}\n',
        '{"schema":{"family":"hook-observation","version":2}}\n',
        '7\n',
        '{}\n',
        `{"verb":"mar${line()}`,
        line().trimEnd(),
      ].join(''),
    )
    expect(await json(workspace)).toMatchObject({
      ...{ asked: 4, held: 2, refused: 1, released: 1, unarmed: 0 },
      ...{ first: '2026-06-01T00:00:00Z', skipped_lines: 5 },
      skipped: { foreign: 1, too_new: 1, not_an_object: 1, malformed: 1, not_json: 1 },
    })
    expect((await tell(workspace)).stdout).toMatch(
      /\n5 lines were not counted: 1 of another family, 1 of a newer version, 1 not an object, 1\s+incomplete, 1 torn or not JSON\.\n/,
    )
  })

  test('are read at their ends alone where they are longer than they can be, and that is said', async () => {
    using workspace = makeWorkspace()
    const path = workspace.put(CURRENT, line({ outcome: 'refused' }) + 'x'.repeat(4 * MAX_BYTES) + line())
    expect((await tell(workspace, ['--json'])).stderr).toEqual([`${path} is too long: only its end was read`])
    workspace.put(CURRENT, `${line({ outcome: 'refused' })}${'x'.repeat(4 * MAX_BYTES)}\n${line()}`)
    const { stdout } = await tell(workspace, ['--json'])
    expect(JSON.parse(stdout)).toMatchObject({ asked: 1, held: 1, skipped_lines: 0 })
  })

  test('may hold bytes that are no text at all', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, Buffer.concat([Buffer.from([0, 255, 254, 10, 192]), Buffer.from(`\n${line()}`)]))
    expect(await json(workspace)).toMatchObject({ asked: 1, skipped: { not_json: 2 } })
  })

  test.each(RUNTIMES)('hold %s up neither as a FIFO nor as a folder: no figures, status 1', async (by) => {
    using workspace = makeWorkspace()
    workspace.put(EARLIER, line())
    execFileSync('mkfifo', [join(workspace.path, CURRENT)])
    const args = ['stats', '--json']
    const fifo = await run('', { by, args, cwd: workspace.path })
    expect([fifo.status, fifo.stdout]).toEqual([1, ''])
    expect(fifo.stderr).toBe(
      `dos-hook: ${join(workspace.path, CURRENT)} is not a regular file: move it away\n`,
    )
    using other = makeWorkspace()
    other.folder(CURRENT)
    const folder = await run('', { by, args, cwd: other.path })
    expect([folder.status, folder.stdout]).toEqual([1, ''])
    expect(folder.stderr).toBe(`dos-hook: ${join(other.path, CURRENT)} is not a regular file: move it away\n`)
  })

  test.each([
    ['.dos', 'dos', 'dos/metrics/observations.jsonl'],
    ['.dos/metrics', 'metrics', 'metrics/observations.jsonl'],
    [CURRENT, 'file', 'file'],
  ])(
    'are refused where %s is a link out of the workspace, and read where it stays inside',
    async (link, to, file) => {
      using workspace = makeWorkspace()
      using outside = makeWorkspace()
      workspace.put('dos.toml', '')
      if (link !== '.dos') workspace.folder(join(link, '..'))
      outside.put(file, line())
      symlinkSync(join(outside.path, to), join(workspace.path, link))
      const { status, stdout, stderr } = await tell(workspace)
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toEqual([
        `${join(workspace.path, CURRENT)} leads to ${join(outside.path, file)}, which is not inside the workspace: remove the link`,
      ])

      using inside = makeWorkspace()
      if (link !== '.dos') inside.folder(join(link, '..'))
      inside.put(join('kept', file), line())
      symlinkSync(join(inside.path, 'kept', to), join(inside.path, link))
      expect(await json(inside)).toMatchObject({ asked: 1 })
    },
  )

  test('that are links to themselves, or may not be read, are told of', async () => {
    using workspace = makeWorkspace()
    workspace.folder('.dos/metrics')
    for (const name of ['', '.dos', '.dos/metrics']) chmodSync(join(workspace.path, name), 0o755)
    symlinkSync(join(workspace.path, EARLIER), join(workspace.path, EARLIER))
    chmodSync(workspace.put(CURRENT, line()), 0)
    const args = ['stats', '--workspace', workspace.path]
    const { status, stdout, stderr } = await run('', { args, within: asNobody() })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      `dos-hook: cannot read ${join(workspace.path, EARLIER)}: ELOOP\n` +
        `dos-hook: cannot read ${join(workspace.path, CURRENT)}: EACCES\n`,
    )
  })
})

describe('Where nothing was observed', () => {
  test('a sentence says how to get some, with status 0, and nothing is written', async () => {
    using workspace = makeWorkspace('/tmp')
    for (const columns of [60, undefined]) {
      const { status, stdout } = await callDesk(stats, ['--workspace', workspace.path], { columns })
      expect(status).toBe(0)
      expect(stdout.replace(workspace.path, '…')).toMatchSnapshot()
    }
    expect(workspace.all()).toEqual([])
  })

  test('that is what comes of the advice: one decision', async () => {
    using workspace = makeWorkspace()
    const { stdout } = await tell(workspace)
    const [, event = '', args = ''] = /echo '(.*)' \| dos-hook (.*)/.exec(stdout) ?? []
    expect((await run(event, { args: args.split(' '), cwd: workspace.path })).stdout).toContain('block')
    expect(await json(workspace)).toMatchObject({ asked: 1, held: 1 })
  })

  test('DOS_HOOK_METRICS is named where it is why', async () => {
    using workspace = makeWorkspace()
    const given = { env: { DOS_HOOK_METRICS: '0' } }
    const { stdout } = await callDesk(stats, ['--workspace', workspace.path], given)
    expect(stdout).toEndWith('\nHere DOS_HOOK_METRICS turns that off: unset it first.\n')
  })

  test('the figures are there all the same, and are none', async () => {
    using workspace = makeWorkspace()
    expect(await json(workspace)).toMatchObject({
      ...{ asked: 0, held: 0, outcomes: {}, intervention_rate: null, latency_ms: null },
      ...{ first: null, last: null, verbs: [], dialects: [] },
    })
    const { stdout } = await tell(workspace, ['--openmetrics'])
    expect(readOpenMetrics(stdout).complaints).toEqual([])
  })

  test('torn lines are told of', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, '{"verb":\n')
    const { stdout } = await tell(workspace)
    expect(stdout).toStartWith('Nothing was observed yet')
    expect(stdout).toEndWith('\n1 line was not counted: 1 torn or not JSON.\n')
  })
})

describe.each(RUNTIMES)('dos-hook stats as %s', (by) => {
  test('finds the workspace from a folder within it, by the variable or by the flag', async () => {
    using workspace = makeWorkspace()
    workspace.put(CURRENT, line())
    const sub = workspace.folder('sub')
    for (const call of [
      { args: ['stats', '--json'], cwd: sub },
      { args: ['stats', '--json'], env: { DISPATCH_WORKSPACE: workspace.path } },
      { args: ['stats', '--json', '--workspace', workspace.path] },
    ]) {
      const { status, stdout, stderr } = await run('', { by, ...call })
      expect([status, stderr]).toEqual([0, ''])
      expect(JSON.parse(stdout)).toMatchObject({ workspace: workspace.path, asked: 1 })
    }
  })
})

describe('The command line of dos-hook stats', () => {
  test.each([
    [['--jsn'], 'there is no flag --jsn; the nearest is --json.'],
    [['7d'], 'there is no argument "7d"'],
    [['--json', '--openmetrics'], '--json and --openmetrics exclude each other.'],
    [['--workspace'], '--workspace needs a value.'],
    [['--workspace', '/nowhere'], 'the workspace /nowhere (from --workspace) is not a folder that exists'],
  ])('says in one line what is wrong with %j, with status 1', async (args, complaint) => {
    const { status, stdout, stderr } = await run('', { args: ['stats', ...args] })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toStartWith(`dos-hook: ${complaint}`)
    expect(stderr.split('\n')).toHaveLength(2)
  })
})
