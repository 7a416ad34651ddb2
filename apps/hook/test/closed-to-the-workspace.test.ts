import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { built } from './support/built.ts'
import { type Call, type Ended, run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { type Installer, installInto } from './support/installed.ts'
import { LAUNCHES, type Launch, type LaunchName, pathWith } from './support/launch.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(120_000)

/** The modes that Bun knows, each with a file of its own. */
const DOTENV = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.production',
  '.env.development.local',
  '.env.test',
]

/** Makes a folder of which every file that a runtime may read on its own tries to run code or to arm the hook. */
function lay(workspace: Workspace, { everyPath, bin }: Bears): void {
  const trap = (name: string): string => {
    const flag = JSON.stringify(join(workspace.path, `ran-${name}`))
    workspace.put(`${name}.cjs`, `#!/usr/bin/env node\nrequire('node:fs').writeFileSync(${flag}, 'x')\n`)
    return `./${name}.cjs`
  }
  workspace.folder('.git')
  workspace.put(
    'bunfig.toml',
    `preload = ["${trap('preload')}"]\n[run]\nbun = true\n[test]\npreload = ["./preload.cjs"]\n`,
  )
  for (const name of DOTENV) {
    workspace.put(
      name,
      `DOS_LOOP=1\nexport CID_RUN_ID=r\nDISPATCH_WORKSPACE=${workspace.path}\nNODE_OPTIONS=--require=${trap('options')}\n`,
    )
  }
  workspace.put(
    'package.json',
    JSON.stringify({
      name: 'cloned',
      version: '1.0.0',
      type: 'commonjs',
      main: trap('main'),
      ...(bin && { bin: { 'dos-hook': trap('bin') } }),
      scripts: {
        'dos-hook': `node ${trap('script')}`,
        'predos-hook': 'node ./script.cjs',
        marker: 'node ./script.cjs',
      },
      imports: { '#*': trap('imports') },
    }),
  )
  const paths = {
    [everyPath ? '*' : '@/*']: [trap('path')],
    'node:fs': ['./path.cjs'],
    'node:*': ['./path.cjs'],
    'dos-hook': ['./path.cjs'],
  }
  workspace.put('tsconfig.json', JSON.stringify({ compilerOptions: { baseUrl: '.', paths } }))
  workspace.put('jsconfig.json', JSON.stringify({ compilerOptions: { baseUrl: '.', paths } }))
  workspace.put('marker', 'not a script')
  workspace.put('node_modules/node:fs/index.js', `require('../../path.cjs')`)
  workspace.put('node_modules/dos-hook.js', `require('../path.cjs')`)
}

/** What ran that should not have. */
const ran = (workspace: Workspace): readonly string[] =>
  workspace.all().filter((path) => path.startsWith('ran-'))

/** What a launch bears in the current folder. */
interface Bears {
  /** `*` among the paths of a tsconfig.json. */
  readonly everyPath: boolean
  /** A `bin` of the command's name in the package.json. */
  readonly bin: boolean
}

/** A way to start the command in a workspace; what it needs there is put there. */
interface Start extends Bears {
  readonly name: string
  readonly prepare: (workspace: Workspace) => Promise<LaunchName | Launch>
}

/** Through an installed package: the words, the programs on the PATH, and who installed it. */
function installed(
  name: string,
  words: readonly string[],
  programs: readonly string[],
  installer: Installer,
): Start {
  return {
    name,
    everyPath: true,
    bin: !words.includes('npx'),
    prepare: async ({ path }) => {
      await installInto(path, installer)
      const found = pathWith(await built(), ['sh', ...programs])
      const [program = '', ...rest] = words
      return { words: [join(program.includes('/') ? path : found, program), ...rest], path: found }
    },
  }
}

/** The one launch of which Bun runs a preload of the current folder before any script; `bunx --bun` is the same. */
const PRELOADS = 'bun with the script'

const BIN = 'node_modules/.bin/dos-hook'

const starts: readonly Start[] = [
  ...LAUNCHES.map((name) => ({
    name,
    everyPath: name !== PRELOADS,
    bin: true,
    prepare: async () => name,
  })),
  installed('its installed name', [BIN], ['node'], 'npm'),
  installed('its name as Bun installs it', [BIN], ['bun', 'node'], 'bun'),
  installed('bunx dos-hook', ['bun', 'x', 'dos-hook'], ['bun', 'node'], 'npm'),
  installed('npx dos-hook', ['npx', 'dos-hook'], ['bun', 'node', 'npx'], 'npm'),
]

/** Runs a Stop in the workspace, with a home that is empty. */
async function stop(workspace: Workspace, by: LaunchName | Launch, more: Partial<Call> = {}): Promise<Ended> {
  const home = mkdtempSync(join((await built()).folder, 'home-'))
  const { args = ['marker'], env = {} } = more
  return run(workspace.stop(), {
    by,
    args,
    cwd: workspace.path,
    env: { HOME: home, npm_config_cache: join(home, '.npm'), npm_config_update_notifier: 'false', ...env },
  })
}

/** Says what a launch was not asked to bear. */
function but({ everyPath, bin }: Bears): string {
  const not = [...(everyPath ? [] : ['"*" in tsconfig paths']), ...(bin ? [] : ['a bin of that name'])]
  return not.length === 0 ? '' : ` (without ${not.join(' and ')}, which the launcher itself obeys)`
}

describe('No file of the current folder runs code in the command, or arms it, started as', () => {
  for (const { name, prepare, ...bears } of starts.filter((each) => each.name !== PRELOADS)) {
    test(`${name}${but(bears)}`, async () => {
      using workspace = makeWorkspace()
      lay(workspace, bears)
      const by = await prepare(workspace)

      expectReleased(await stop(workspace, by))
      expect(workspace.records()).toEqual([])
      expect(ran(workspace)).toEqual([])

      // It was the command that answered, and it does hold here when it is told to from outside.
      expectHeld(await stop(workspace, by, { args: ['marker', '--loop'] }))
      expect(workspace.records()).toHaveLength(1)
      expect(ran(workspace)).toEqual([])
    })
  }

  test(`${PRELOADS} (Bun runs a preload before any script, which nothing here can help): at least never armed`, async () => {
    using workspace = makeWorkspace()
    lay(workspace, { everyPath: false, bin: true })
    expectReleased(await stop(workspace, PRELOADS))
    expect(workspace.records()).toEqual([])
    expect(ran(workspace)).toEqual(['ran-preload'])
    expectHeld(await stop(workspace, PRELOADS, { args: ['marker', '--loop'] }))
  })
})

describe('The traps of these tests', () => {
  test('do run and arm where nothing keeps them from it', async () => {
    using workspace = makeWorkspace()
    lay(workspace, { everyPath: false, bin: true })
    const script = workspace.put('probe.mjs', 'console.log(process.env.DOS_LOOP)')
    const { stdout } = Bun.spawnSync([process.execPath, script], { cwd: workspace.path, env: {} })
    expect(stdout.toString()).toBe('1\n')
    expect(ran(workspace)).toEqual(['ran-preload'])
  })
})

describe('The environment from outside arms', () => {
  for (const { name, prepare } of starts) {
    test(`where the folder says nothing of it, started as ${name}`, async () => {
      using workspace = makeWorkspace()
      const by = await prepare(workspace)
      expectHeld(await stop(workspace, by, { env: { DOS_LOOP: '1' } }))
    })
  }

  for (const by of LAUNCHES.filter((name) => name !== PRELOADS)) {
    test(`even where a .env says the same, started as ${by}`, async () => {
      using workspace = makeWorkspace()
      workspace.put('.env', 'DOS_LOOP=1\n')
      expectHeld(await stop(workspace, by, { env: { DOS_LOOP: '1' } }))
    })
  }

  test(`but not by a name that a .env mentions, started as ${PRELOADS}: the two cannot be told apart`, async () => {
    using workspace = makeWorkspace()
    workspace.put('.env.local', 'DOS_LOOP=1\n')
    expectReleased(await stop(workspace, PRELOADS, { env: { DOS_LOOP: '1' } }))
    expectHeld(await stop(workspace, PRELOADS, { env: { DOS_LOOP: '1', CID_RUN_ID: 'r' } }))
  })

  test(`but not at all where a .env cannot be read, started as ${PRELOADS}: it may mention anything`, async () => {
    using workspace = makeWorkspace()
    workspace.put('.env', `# ${'x'.repeat(2_000_000)}`)
    expectReleased(await stop(workspace, PRELOADS, { env: { DOS_LOOP: '1', CID_RUN_ID: 'r' } }))
    expectHeld(await stop(workspace, PRELOADS, { args: ['marker', '--loop'] }))
  })
})
