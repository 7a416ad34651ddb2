import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { VERBS } from '@dos/command-line/verbs'
import manifest from '../package.json' with { type: 'json' }
import { type Ended, run } from './support/command.ts'
import { call } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { runInTerminal } from './support/terminal.ts'
import { makeWorkspace, SESSION } from './support/workspace.ts'

setDefaultTimeout(60_000)

/** Arguments that are wrong, and the one line that says so. */
const wrong: readonly (readonly [args: readonly string[], line: string])[] = [
  [[], 'a command is missing. See dos-hook --help'],
  [[''], 'there is no command ""'],
  [['markr'], 'there is no command "markr"; the nearest is marker. See dos-hook --help'],
  [['--versio'], 'there is no command "--versio"; the nearest is --version. See dos-hook --help'],
  [['constructor'], 'there is no command "constructor"'],
  [['marker', '--lop'], 'there is no flag --lop; the nearest is --loop. See dos-hook marker --help'],
  [['marker', '--max-marker=3'], 'there is no flag --max-marker; the nearest is --max-markers.'],
  [['marker', '--max'], 'there is no flag --max; the nearest is --max-markers. See dos-hook marker --help'],
  [['marker', 'extra'], 'there is no argument "extra". See dos-hook marker --help'],
  [['marker', '--loop=true'], '--loop takes no value.'],
  [['marker', '--constructor'], 'there is no flag --constructor'],
  [['marker', '__proto__'], 'there is no argument "__proto__"'],
  [['marker', 'loop'], 'there is no argument "loop"; the nearest is --loop.'],
  [['marker', '-l'], 'there is no flag -l'],
  [['marker', '--'], 'there is no flag --'],
  [['marker', '--help', '--nope'], 'there is no flag --nope'],
  [['marker', '--max-markers'], '--max-markers needs a value. See dos-hook marker --help'],
  [['marker', '--loop', '--session-id'], '--session-id needs a value.'],
  [['marker', '--workspace'], '--workspace needs a value.'],
  [['marker', '--session-id', '--loop'], '--session-id needs a value.'],
  [['marker', '--workspace', '--reset', '--session-id', 's'], '--workspace needs a value.'],
  [['marker', '--max-markers', '--loop'], '--max-markers needs a value.'],
  ...[
    '',
    ' ',
    '-1',
    '+4',
    '1.5',
    '4.',
    '1e3',
    '0x4',
    '4 ',
    'four',
    'NaN',
    'Infinity',
    '٤',
    '9007199254740993',
  ].map(
    (value) =>
      [
        ['marker', '--loop', '--max-markers', value],
        `--max-markers must be a whole number, 0 or more, but is "${value}". See dos-hook marker --help`,
      ] as const,
  ),
]

describe('A wrong command line', () => {
  for (const [args, line] of wrong) {
    test(`is told in one line, with status 1, nothing read and nothing answered: ${JSON.stringify(args)}`, async () => {
      using workspace = makeWorkspace()
      const said = await call(args, { stdin: workspace.stop(), cwd: workspace.path })
      expect(said).toEqual({
        status: 1,
        stdout: [],
        stderr: [expect.stringContaining(line)],
        deadline: undefined,
      })
      expect(said.stderr[0]).toEndWith('--help')
      expect(workspace.all()).toEqual([])
    })
  }

  for (const by of RUNTIMES) {
    test(`is answered the same by ${by}, whatever characters are in it`, async () => {
      using workspace = makeWorkspace()
      const told: Ended[] = []
      for (const args of [
        [],
        ['markr'],
        ['marker', '--lop'],
        ['marker', 'a\nb\r\nc'],
        ['marker', '--max-markers', '\n'],
      ]) {
        told.push(await run(workspace.stop(), { by, args, cwd: workspace.path }))
      }
      for (const { status, stdout, stderr } of told) {
        expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
        expect(stderr).toMatch(/^dos-hook: [^\r\n]+ --help\n$/)
      }
      expect(workspace.all()).toEqual([])
    })
  }
})

describe('Help', () => {
  test('of the whole command is told by --help, -h and help', async () => {
    const { status, stdout, stderr } = await run('', { args: ['--help'] })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const { name, summary } of VERBS) expect(stdout).toContain(`\n  ${name.padEnd(11)}  ${summary}`)
    for (const args of [['-h'], ['help']])
      expect(await run('', { args })).toMatchObject({ status: 0, stdout })
  })

  test.each(VERBS.map(({ name }) => name))(
    'of %s is told by --help, -h and help, whatever else is asked',
    async (name) => {
      const { status, stdout, stderr } = await run('', { args: [name, '--help'] })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toStartWith(`dos-hook ${name}: `)
      const rows = stdout.split('\n').filter((row) => !row.startsWith('  dos-hook '))
      expect(rows.filter((row) => row.length > 80)).toEqual([])
      for (const args of [
        [name, '-h'],
        ['help', name],
      ]) {
        expect(await run('', { args })).toMatchObject({ status: 0, stdout })
      }
    },
  )

  test('fits a terminal and has colours there, except with NO_COLOR', async () => {
    const screen = await runInTerminal(['marker', '--help'], { cols: 60, rows: 80 })
    expect(screen.styleOf('Flags')).toEqual({ bold: true })
    expect(screen.styleOf('--max-markers N')).toEqual({ colour: 2 })
    expect(screen.lines.filter((line) => line.length > 60)).toEqual([])
    const plain = await runInTerminal(['marker', '--help'], { cols: 60, rows: 80, env: { NO_COLOR: '1' } })
    expect(plain.styleOf('Flags')).toEqual({})
    expect(plain.text).toBe(screen.text)
  })

  for (const by of RUNTIMES) {
    test(`and the version of the package are told by ${by}, whatever is on stdin`, async () => {
      const version = await run('', { by, args: ['--version'] })
      expect(version).toMatchObject({ status: 0, stdout: `dos-hook ${manifest.version}\n`, stderr: '' })
      const help = await run('{', { by, args: ['--help'] })
      expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage\n'), stderr: '' })
      const ofMarker = await run('{', { by, args: ['marker', '--help'] })
      expect(ofMarker).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('--max-markers N'),
        stderr: '',
      })
    })
  }

  test('shows a first example that works as it is written', async () => {
    using workspace = makeWorkspace()
    const { stdout } = await run('', { args: ['--help'] })
    const [, event = '', args = ''] = /echo '(.*)' \| dos-hook (.*)/.exec(stdout) ?? []
    const ended = await run(event, { args: args.split(' '), cwd: workspace.path })
    expect(ended).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('"decision":"block"'),
    })
    expect(workspace.records('try')).toHaveLength(1)
  })
})

describe('Flags', () => {
  test('are taken in any order, their values as the next word or behind =', async () => {
    using workspace = makeWorkspace()
    for (const args of [
      ['--loop', '--session-id', SESSION, '--workspace', workspace.path, '--max-markers', '9'],
      [`--workspace=${workspace.path}`, '--max-markers=9', `--session-id=${SESSION}`, '--loop', '--loop'],
    ]) {
      expect((await call(['marker', ...args], { stdin: '{}' })).stdout).toHaveLength(1)
    }
    expect(workspace.records()).toHaveLength(2)
  })

  test('take a value that starts with -- or holds = behind =', async () => {
    using workspace = makeWorkspace()
    const args = ['marker', '--loop', '--session-id=--a=b', '--workspace', workspace.path]
    expect((await call(args, { stdin: '{}' })).stdout).toHaveLength(1)
    expect(workspace.records('--ab')).toHaveLength(1)
  })
})
