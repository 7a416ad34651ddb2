import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Desk, examineDesk, makeDesk, settings } from './support/desk.ts'
import { installInto } from './support/installed.ts'
import { launch, pathWith, RUNTIMES, tool } from './support/launch.ts'
import { answers, FRESH, fake, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

const PLACED = '.local/share/dos-hook/programs/native/dos-hook'

/** Wires commands in the user's settings and in the project's, with traps wherever one of them leads. */
function setTraps(desk: Desk, commands: readonly (string | object)[]): string {
  const trap = join(desk.project.path, 'sprung')
  const script = `#!${tool('sh')}\n: > ${trap}\n`
  const names = ['dos-hook', 'tools/dos-hook', 'tools/node', 'tools/bun', 'node_modules/.bin/dos-hook']
  for (const name of [
    ...names,
    'node_modules/.bin/bun',
    'node_modules/.bin/npx',
    'bin/git',
    'bin/node',
    'dos-hook.js',
  ])
    chmodSync(desk.project.put(name, script), 0o755)
  desk.project.put('evil.cjs', `require('node:fs').writeFileSync(${JSON.stringify(trap)}, '')`)
  for (const name of ['bunfig.toml', 'b.toml']) desk.project.put(name, 'preload = ["./evil.cjs"]\n')
  desk.project.put('.env', `NODE_OPTIONS=--require=${desk.project.path}/evil.cjs\n`)
  symlinkSync(desk.project.path, join(desk.home.path, 'link'))
  const hooks = commands.map((each) => (typeof each === 'string' ? { type: 'command', command: each } : each))
  for (const workspace of [desk.home, desk.project]) workspace.put(USER, settings({ Stop: hooks }))
  return trap
}

const own = async (): Promise<string> => (await launch('bun with the script')).words.at(-1) ?? ''

describe.each(RUNTIMES)('doctor, as %s,', (by) => {
  test('starts no command of any settings, however it is written', async () => {
    using desk = makeDesk()
    const script = await own()
    const { path: project } = desk.project
    const evil = `${project}/evil.cjs`
    const trap = setTraps(desk, [
      './dos-hook marker',
      '../tools/dos-hook marker',
      '$CLAUDE_PROJECT_DIR/tools/dos-hook marker',
      `${project}/dos-hook marker`,
      `${desk.home.path}/link/dos-hook marker`,
      `$CLAUDE_PROJECT_DIR/tools/node ${script} marker`,
      `${project}/tools/bun ${script} marker`,
      `node --import=data:text/javascript,${encodeURIComponent(`await import(${JSON.stringify(evil)})`)} ${script} marker`,
      `node -r ${evil} ${script} marker`,
      `node --require ${evil} ${script} marker`,
      `node --env-file=${project}/.env ${script} marker`,
      `node --experimental-loader ${evil} ${script} marker`,
      `bun -r ${evil} ${script} marker`,
      `bun --preload=${evil} ${script} marker`,
      `bun --config=${project}/b.toml ${script} marker`,
      `bun --cwd=${project} ${script} marker`,
      `env -S "node -r ${evil}" ${script} marker`,
      `NODE_OPTIONS=--require=${evil} ${script} marker`,
      `PATH=${project}/tools:$PATH ${script} marker`,
      `sh -c "${project}/dos-hook marker"`,
      'bunx dos-hook marker',
      'npx --yes dos-hook marker',
      'pnpm exec dos-hook marker',
      'dos-hook marker',
      { type: 'command', command: `${project}/tools/node`, args: [script, 'marker'] },
      { type: 'command', command: 'node', args: ['-r', evil, script, 'marker'] },
    ])
    const { path } = await launch(by)
    const PATH = [`${project}/node_modules/.bin`, `${project}/bin`, 'node_modules/.bin', '', path].join(':')
    // From elsewhere, because Bun by itself runs what the folder's bunfig.toml names; and so that it is another's folder.
    const args = ['doctor', '--json', '--workspace', project]
    await examineDesk(desk, { by, args, env: { PATH }, cwd: '/' })
    if (by !== 'bun with the script') await examineDesk(desk, { by, env: { PATH } })
    expect(existsSync(trap)).toBe(false)
  })

  test('tries out the one that looks, and says how long it takes', async () => {
    using desk = makeDesk()
    await wire(desk)
    const { findings } = await examineDesk(desk, { by })
    expect(findings.find(({ id }) => id === 'latency-fine')?.what).toMatch(
      /^this one takes \d+ ms, at most \d+$/,
    )
  })
})

describe('What init placed', () => {
  /** A program in the place of the compiled binary, which writes down how it was started. */
  const place = (desk: Desk, name = PLACED): string => {
    const log = join(desk.home.path, 'started')
    return fake(desk, name, `{ pwd; ${tool('env')}; } >> ${log}; ${answers('0.0.9')}`)
  }
  const started = (desk: Desk): string | undefined => {
    const log = join(desk.home.path, 'started')
    return existsSync(log) ? readFileSync(log, 'utf8') : undefined
  }

  test('is started from the root folder, with nothing of the environment', async () => {
    using desk = makeDesk()
    place(desk)
    await wire(desk)
    const env = { ANTHROPIC_API_KEY: 'sk-secret', BUN_OPTIONS: '--silent', GIT_DIR: '/x', LD_BIND_NOW: '1' }
    const { find } = await examineDesk(desk, { env })
    const lines = (started(desk) ?? '').split('\n')
    expect(lines[0]).toBe('/')
    const names = lines.filter((line) => line.includes('=')).map((line) => line.split('=')[0])
    expect(
      [...new Set(names)].filter((name) => !['PWD', '_', 'SHLVL', 'OLDPWD'].includes(name ?? '')).toSorted(),
    ).toEqual(['DOS_HOOK_METRICS', 'PATH'])
    expect(find('latency-fine').what).toContain('the compiled binary takes')
  })

  test.each([
    ['the home is the workspace that is looked at', (desk: Desk) => ({ cwd: desk.home.path })],
    [
      'the home is in a repository',
      (desk: Desk) => {
        mkdirSync(join(desk.home.path, '.git'))
        return { cwd: desk.home.folder('src/project') }
      },
    ],
    [
      'a variable puts it into the workspace',
      (desk: Desk) => ({ env: { XDG_DATA_HOME: desk.project.path } }),
    ],
    [
      'it is looked at from a folder that holds it',
      (desk: Desk) => ({ cwd: desk.home.path, args: ['doctor', '--json', '--workspace', desk.project.path] }),
    ],
  ])('is not started where %s', async (_, call) => {
    using desk = makeDesk()
    place(desk)
    const path = desk.project.put(
      'dos-hook/programs/native/dos-hook',
      readFileSync(join(desk.home.path, PLACED), 'utf8'),
    )
    chmodSync(path, 0o755)
    await examineDesk(desk, call(desk))
    expect(started(desk)).toBeUndefined()
  })

  test('is not started where a link leads elsewhere, also to the project', async () => {
    for (const folder of ['elsewhere', 'project'] as const) {
      using desk = makeDesk()
      const name = folder === 'elsewhere' ? 'elsewhere/dos-hook' : 'x'
      const target =
        folder === 'elsewhere'
          ? place(desk, name)
          : desk.project.put('dos-hook', readFileSync(place(desk, name)))
      chmodSync(target, 0o755)
      mkdirSync(dirname(join(desk.home.path, PLACED)), { recursive: true })
      symlinkSync(target, join(desk.home.path, PLACED))
      await examineDesk(desk)
      expect(started(desk)).toBeUndefined()
    }
  })

  test('that hangs, or says nothing of ours, is told of no version', async () => {
    using desk = makeDesk()
    await wire(desk)
    for (const script of ['exec sleep 60', 'exit 3', 'echo hello']) {
      fake(desk, PLACED, `PATH=${dirname(tool('sleep'))}; ${script}`)
      expect((await examineDesk(desk)).ids).toEqual([...FRESH])
    }
  })
})

test('The one that looks is not tried out where it is installed in the project', async () => {
  using desk = makeDesk()
  await installInto(desk.project.path, 'npm')
  await wire(desk)
  const path = pathWith({ folder: desk.home.path }, ['sh', 'bun', 'node'])
  const by = { words: [join(desk.project.path, 'node_modules/.bin/dos-hook')], path }
  const { findings } = await examineDesk(desk, { by })
  expect(findings.find(({ id }) => id === 'latency-fine')?.what).toBe(
    'not measured: it lies in a workspace, which may come from a stranger',
  )
})

test('Nothing of the values of variables is told', async () => {
  using desk = makeDesk()
  const lines = [
    'API_TOKEN=sk-secret --key=sk-secret /no/dos-hook marker',
    'sh -c "T=sk-secret /no/dos-hook marker --x"',
  ]
  desk.home.put(USER, settings({ Stop: lines.map((command) => ({ type: 'command', command })) }))
  const env = { DOS_LOOP: 'sk-secret', ANTHROPIC_API_KEY: 'sk-secret' }
  const { findings } = await examineDesk(desk, { env })
  expect(findings.map(({ id }) => id)).toContain('armed-here')
  expect(JSON.stringify(findings)).not.toContain('secret')
})
