import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { keepHeard } from '../src/observe/keep-heard.ts'
import { run } from './support/command.ts'
import { call, NOW } from './support/fake-io.ts'
import { RUNTIMES } from './support/launch.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const FOLDER = '.local/state/dos-hook/heard'
const FILE = `${FOLDER}/claude-code.json`
const AT = new Date(NOW).toISOString()

const heard = (home: Workspace, file = FILE): unknown => {
  const path = join(home.path, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** One call in this process, in a home of its own. */
const tell = (home: Workspace, args: readonly string[], stdin: string, env = {}) =>
  call(args, { stdin, env: { HOME: home.path, ...env } })

const prompt = (workspace: Workspace) =>
  JSON.stringify({
    ...JSON.parse(workspace.stop()),
    hook_event_name: 'UserPromptSubmit',
    prompt: 'secret words',
  })

describe.each(RUNTIMES)('A call of a host, by %s', (by) => {
  test('is kept in the home of its user, and nowhere in the workspace', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    const env = { HOME: home.path, BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0' }
    const before = workspace.all()
    const { status, stdout } = await run(workspace.stop(), { by, args: ['marker'], env })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(heard(home)).toEqual({
      host: 'claude-code',
      version: manifest.version,
      calls: { marker: expect.any(String) },
    })
    expect(workspace.all()).toEqual(before)
    expect(lstatSync(join(home.path, FILE)).mode & 0o777).toBe(0o600)
    expect(lstatSync(join(home.path, FOLDER)).mode & 0o777).toBe(0o700)
  })
})

describe('What is kept of calls', () => {
  test('is when each verb was called last, for each host by itself, and no word of a session', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    await tell(home, ['marker'], workspace.stop())
    await tell(home, ['wake'], prompt(workspace))
    await tell(home, ['rearm'], JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 's' }))
    await tell(
      home,
      ['marker', '--reset'],
      JSON.stringify({ hook_event_name: 'SessionStart', session_id: 's' }),
    )
    await tell(home, ['marker', '--dialect', 'cursor'], JSON.stringify({ conversation_id: 'c' }))
    const calls = { marker: AT, wake: AT, rearm: AT, 'marker --reset': AT }
    expect(heard(home)).toEqual({ host: 'claude-code', version: manifest.version, calls })
    expect(heard(home, `${FOLDER}/cursor.json`)).toMatchObject({ host: 'cursor', calls: { marker: AT } })
  })

  test('is written at most once a minute for each verb, also where the clock was set back', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    for (const [verb, stdin] of [
      ['marker', workspace.stop()],
      ['wake', prompt(workspace)],
    ] as const) {
      const isWritten = async (ms: number) => {
        const calls = { marker: 1, [verb]: NOW + ms }
        keepHeard(join(home.path, FILE), { host: 'claude-code', version: '1', calls })
        const before = readFileSync(join(home.path, FILE), 'utf8')
        await tell(home, [verb], stdin)
        return readFileSync(join(home.path, FILE), 'utf8') !== before
      }
      home.folder(FOLDER)
      expect([await isWritten(-59_000), await isWritten(59_000)]).toEqual([false, false])
      expect([await isWritten(-61_000), await isWritten(61_000)]).toEqual([true, true])
    }
  })

  test('never hides that of one verb behind that of another', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    await tell(home, ['wake'], prompt(workspace))
    await tell(home, ['marker'], workspace.stop())
    expect(heard(home)).toMatchObject({ calls: { wake: AT, marker: AT } })
    expect(lstatSync(join(home.path, FILE)).mtimeMs).toBe(NOW)
  })

  test('goes where the user wants state to be kept', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    await tell(home, ['marker'], workspace.stop(), { XDG_STATE_HOME: join(home.path, 'state') })
    expect(heard(home, 'state/dos-hook/heard/claude-code.json')).toMatchObject({ calls: { marker: AT } })
    expect(heard(home)).toBeUndefined()
  })

  test('is ignored by git where the home is a repository', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    await tell(home, ['marker'], workspace.stop())
    expect(readFileSync(join(home.path, FOLDER, '.gitignore'), 'utf8')).toBe('*\n')
  })

  test.each([
    ['nothing', ''],
    ['what is no JSON', '{'],
    ['another list', '[]'],
    ['no calls', '{"version":1}'],
    ['calls that are none', '{"version":"1","calls":{"marker":"x","sudo":"y"}}'],
    ['what is too long', 'x'.repeat(4096)],
  ])('is written anew over %s', async (_, text) => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    home.put(FILE, text)
    await tell(home, ['marker'], workspace.stop())
    expect(heard(home)).toEqual({ host: 'claude-code', version: manifest.version, calls: { marker: AT } })
  })
})

describe('Nothing is kept, and the answer is the same', () => {
  const HELD = (said: Awaited<ReturnType<typeof call>>) =>
    said.stdout.length === 1 && said.stderr.length === 0

  test.each([
    ['of a dry run', ['marker', '--loop', '--dry-run'], {}],
    ['where observations are off', ['marker', '--loop'], { DOS_HOOK_METRICS: '0' }],
    ['without a home', ['marker', '--loop'], { HOME: '' }],
    ['with a home that depends on the folder', ['marker', '--loop'], { HOME: 'home' }],
  ])('%s', async (_, args, env) => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    await tell(home, args, workspace.stop(), env)
    expect(home.all()).toEqual([])
  })

  test('of a reset that a git hook makes, without an event', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    const args = ['marker', '--reset', '--session-id', 's', '--workspace', workspace.path]
    await call(args, { env: { HOME: home.path }, stdinIsDevice: true })
    expect(home.all()).toEqual([])
  })

  test('of a check, which no host makes', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    await call(['check', '--claim', '--run', 'r'], { cwd: workspace.path, env: { HOME: home.path } })
    expect(home.all()).toEqual([])
  })

  test('in a home that is not there, which is never made', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    const env = { HOME: join(home.path, 'gone') }
    expect(HELD(await tell(home, ['marker', '--loop'], workspace.stop(), env))).toBe(true)
    expect(home.all()).toEqual([])
  })

  test('through a link in the place of the file, or of the folder', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    const other = home.put('other', 'mine')
    home.folder(FOLDER)
    symlinkSync(other, join(home.path, FILE))
    expect(HELD(await tell(home, ['marker', '--loop'], workspace.stop()))).toBe(true)
    expect(readFileSync(other, 'utf8')).toBe('mine')

    using second = makeWorkspace()
    second.folder('.local/state/dos-hook')
    symlinkSync(home.folder('elsewhere'), join(second.path, FOLDER))
    expect(HELD(await tell(second, ['marker', '--loop'], workspace.stop({ session_id: 't' })))).toBe(true)
    expect(existsSync(join(home.path, 'elsewhere/claude-code.json'))).toBe(false)
  })

  test('where there is something else in its place, or no room for it', async () => {
    using home = makeWorkspace()
    using workspace = makeWorkspace()
    home.folder(FILE)
    expect(HELD(await tell(home, ['marker', '--loop'], workspace.stop()))).toBe(true)
    using second = makeWorkspace()
    second.put('.local', 'a file')
    chmodSync(second.path, 0o500)
    expect(HELD(await tell(second, ['marker', '--loop'], workspace.stop({ session_id: 't' })))).toBe(true)
    chmodSync(second.path, 0o700)
  })
})
