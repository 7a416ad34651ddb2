import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { COMPLETION_SCRIPTS } from '@dos/command-line/completions/scripts'
import { VERBS } from '@dos/command-line/verbs'
import { askBash } from './support/ask-bash.ts'
import { run } from './support/command.ts'
import { COMPLETION_CASES, makeCompletionWorkspace } from './support/completion-cases.ts'
import { RUNTIMES, tool } from './support/launch.ts'

setDefaultTimeout(60_000)

const SCRIPT = COMPLETION_SCRIPTS.bash()

describe('The completions for bash', () => {
  test('are a script that bash takes, in its POSIX mode as well', () => {
    for (const mode of [[], ['--posix']]) {
      const { status, stderr } = spawnSync(tool('bash'), [...mode, '-n'], { input: SCRIPT, encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    }
  })

  test('do nothing when they are read but to define functions and bind one', () => {
    const { status, stdout, stderr } = spawnSync(
      tool('bash'),
      ['--norc', '-c', 'eval "$1"; complete -p; compgen -A function; (compgen -v _dos; :)', 'bash', SCRIPT],
      { encoding: 'utf8', env: { PATH: '/nonexistent' } },
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [bound, ...functions] = stdout.trim().split('\n')
    expect(bound).toBe('complete -F _dos_hook dos-hook')
    expect(functions.every((name) => name.startsWith('_dos_hook'))).toBe(true)
  })

  for (const { typed, offered, folder = '.' } of COMPLETION_CASES) {
    test(`offer for “${typed}”: ${offered.join(' ') || 'nothing'}`, () => {
      using workspace = makeCompletionWorkspace()
      const cwd = workspace.folder(folder)
      expect(askBash({ script: SCRIPT, typed, cwd }).toSorted()).toEqual([...offered].toSorted())
      expect(workspace.all().filter((path) => path.endsWith('ran'))).toEqual([])
    })
  }

  test('offer the same under options that other shells and strict people set', () => {
    using workspace = makeCompletionWorkspace()
    for (const before of [
      'set -u',
      'set -eu',
      'shopt -s failglob',
      'shopt -s nullglob',
      'shopt -s nocasematch',
      'IFS=,',
      'set -o posix',
    ]) {
      const ask = (typed: string) =>
        askBash({ script: SCRIPT, typed, cwd: workspace.path, before }).toSorted()
      expect(ask('dos-hook explain n')).toEqual(['night-2', 'nightly'])
      expect(ask('dos-hook explain none')).toEqual([])
      expect(ask('dos-hook marker --dialect co')).toEqual(['codex', 'copilot'])
    }
  })

  test('leave failglob as it was', () => {
    using workspace = makeCompletionWorkspace()
    const before = `shopt -s failglob; trap 'shopt -q failglob && echo "still on"' EXIT`
    const typed = 'dos-hook explain none'
    expect(askBash({ script: SCRIPT, typed, cwd: workspace.path, before })).toEqual(['still on\n'])
  })

  test('take the flag along where = ends no word', () => {
    using workspace = makeCompletionWorkspace()
    const ask = (typed: string) =>
      askBash({ script: SCRIPT, typed, cwd: workspace.path, breaks: '' }).toSorted()
    expect(ask('dos-hook marker --dialect=co')).toEqual(['--dialect=codex', '--dialect=copilot'])
    expect(ask('dos-hook explain --workspace=other ')).toEqual(['elsewhere'])
    expect(ask('dos-hook doctor --workspace=o')).toEqual(['--workspace=other'])
  })

  test('offer folders, in quotes where bash itself can’t be asked to', () => {
    using workspace = makeCompletionWorkspace()
    workspace.folder('two words')
    workspace.put('two-is-a-file', '')
    const ask = (typed: string) => askBash({ script: SCRIPT, typed, cwd: workspace.path })
    expect(ask('dos-hook doctor --workspace tw')).toEqual(['two\\ words'])
    expect(ask('dos-hook doctor --workspace=sub/d')).toEqual(['sub/deeper'])
  })

  test('find the sessions of the workspace that the environment names', () => {
    using workspace = makeCompletionWorkspace()
    const env = { DISPATCH_WORKSPACE: `${workspace.path}/other` }
    expect(askBash({ script: SCRIPT, typed: 'dos-hook explain ', cwd: '/', env })).toEqual(['elsewhere'])
    const HOME = workspace.path
    const typed = 'dos-hook explain --workspace ~/other '
    expect(askBash({ script: SCRIPT, typed, cwd: '/', env: { HOME } })).toEqual(['elsewhere'])
    expect(
      askBash({ script: SCRIPT, typed: 'dos-hook explain --workspace "./ot\\her" ', cwd: workspace.path }),
    ).toEqual(['elsewhere'])
  })

  test('offer names in every script that names of tallies are kept in', () => {
    using workspace = makeCompletionWorkspace()
    workspace.put('.dos/markers/überprüfung.jsonl', '')
    workspace.put('.dos/markers/夜.jsonl', '')
    const ask = (typed: string) => askBash({ script: SCRIPT, typed, cwd: workspace.path })
    expect(ask('dos-hook explain ü')).toEqual(['überprüfung'])
    expect(ask('dos-hook explain 夜')).toEqual(['夜'])
  })
})

describe('The completions for zsh and fish', () => {
  test('are what they were', () => {
    expect(COMPLETION_SCRIPTS.zsh()).toMatchSnapshot()
    expect(COMPLETION_SCRIPTS.fish()).toMatchSnapshot()
  })

  test('name every verb with what it does, and each of its flags', () => {
    const zsh = COMPLETION_SCRIPTS.zsh()
    const fish = COMPLETION_SCRIPTS.fish()
    for (const { name, summary, flags } of VERBS) {
      const said = summary.replaceAll("'", "\\'")
      expect(fish).toContain(`-a ${name} -d '${said}'`)
      expect(zsh).toContain(`'${name}:${summary.replaceAll("'", "'\\''")}'`)
      for (const flag of Object.keys(flags)) expect(fish).toContain(`'__dos_hook_takes ${name} ${flag}'`)
    }
  })
})

describe('dos-hook completions', () => {
  for (const by of RUNTIMES) {
    test(`prints the script for each shell, whole and alone, by ${by}`, async () => {
      const scripts = { bash: SCRIPT, zsh: COMPLETION_SCRIPTS.zsh(), fish: COMPLETION_SCRIPTS.fish() }
      for (const [shell, stdout] of Object.entries(scripts)) {
        expect(await run('', { by, args: ['completions', shell] })).toMatchObject({
          status: 0,
          stdout,
          stderr: '',
        })
      }
    })
  }

  for (const [args, complaint] of [
    [[], 'name the shell: bash, zsh, fish. See dos-hook completions --help'],
    [['bsh'], 'there are no completions for "bsh"; the nearest is bash. See dos-hook completions --help'],
    [['bash', 'zsh'], 'there is no argument "zsh"'],
    [['--shell', 'bash'], 'there is no flag --shell; '],
  ] as const) {
    test(`refuses in one line: ${args.join(' ') || 'no shell'}`, async () => {
      const { status, stdout, stderr } = await run('', { args: ['completions', ...args] })
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
      expect(stderr).toStartWith(`dos-hook: ${complaint}`)
      expect(stderr).toMatch(/^[^\n]+\n$/)
    })
  }
})
