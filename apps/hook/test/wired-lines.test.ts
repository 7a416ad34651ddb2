import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { BUN_ALONE, joinWords, PROJECT_COMMAND } from '@dos/hook-wiring'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { built } from './support/built.ts'
import { type Call, type Ended, run } from './support/command.ts'
import { type Home, makeHome } from './support/home.ts'
import { pathWith, tool } from './support/launch.ts'
import { putPackage } from './support/package-copy.ts'
import { asNobody } from './support/privileges.ts'

setDefaultTimeout(120_000)

/** Every form in which a line that `init` wires, or the package's own name, starts the script. */
const FORMS = {
  'by its name': { before: [], programs: ['node'] },
  'by Bun, as init wires it': { before: [tool('bun'), ...BUN_ALONE], programs: [] },
  'by Node, as init wires it': { before: [tool('node')], programs: [] },
} as const

const forms = Object.entries(FORMS)
const STOP = JSON.stringify({ hook_event_name: 'Stop', session_id: 's', cwd: '/' })

/** A copy of the script that may be spoilt, where anybody may look. */
async function copyOfScript(): Promise<{ readonly folder: string; readonly script: string }> {
  const { folder: from, script: original } = await built()
  const folder = mkdtempSync(join(from, 'copy-'))
  chmodSync(folder, 0o755)
  const script = join(folder, 'dos-hook.js')
  copyFileSync(original, script)
  return { folder, script }
}

function replaceBy(make: (script: string) => void): (script: string) => void {
  return (script) => {
    unlinkSync(script)
    make(script)
  }
}

/** Any other status than 2 lets the agent stop. */
function expectNoHold({ status, stdout }: Ended): void {
  expect(status).not.toBe(2)
  expect(stdout).toBe('')
}

describe.each(forms)('The script, started %s, never leaves with 2', (_, { before, programs }) => {
  async function start(script: string, folder: string, call: Partial<Call> = {}): Promise<Ended> {
    const path = programs.length === 0 ? '' : pathWith({ folder }, programs)
    chmodSync(path || folder, 0o755)
    return run(STOP, { by: { words: [...before, script], path }, args: ['marker'], ...call })
  }

  test.each([
    ['may not be read', (script: string) => chmodSync(script, 0o711)],
    ['may be neither read nor run', (script: string) => chmodSync(script, 0o600)],
    ['is gone', (script: string) => unlinkSync(script)],
    ['is a folder', replaceBy((script) => mkdirSync(script))],
    ['is a link to itself', replaceBy((script) => symlinkSync(script, script))],
    ['is empty', (script: string) => writeFileSync(script, '')],
    [
      'is cut off',
      (script: string) => writeFileSync(script, '#!/usr/bin/env node\nconst a = ["', { mode: 0o755 }),
    ],
    [
      'is no text',
      (script: string) => writeFileSync(script, new Uint8Array([0, 1, 2, 255]), { mode: 0o755 }),
    ],
  ])('where it %s', async (_, spoil) => {
    const { folder, script } = await copyOfScript()
    spoil(script)
    // What can't be started at all is told by the host's own call, and is no status.
    const ended = await start(script, folder, { within: asNobody() }).catch((error: unknown) => String(error))
    if (typeof ended === 'string') expect(ended).toMatch(/EACCES|ENOENT|ELOOP|ENOEXEC|EISDIR/)
    else expectNoHold(ended)
  })

  test.each([3, 4, 5, 6, 8, 12, 16, 20, 24])('with %d descriptors', async (limit) => {
    const { folder, script } = await copyOfScript()
    // The limit counts for what is started, not for the shell that sets it.
    const within = [tool('bash'), '-c', `ulimit -n ${limit}; exec "$@"`, 'bash']
    expectNoHold(await start(script, folder, { within }))
  })

  test('while it is replaced again and again', async () => {
    const { folder, script } = await copyOfScript()
    const original = join(folder, 'original.js')
    copyFileSync(script, original)
    // As a package manager does at an upgrade: the old file goes, another is written, and gets its name.
    let upgrading = true
    const upgrade = (async () => {
      while (upgrading) {
        rmSync(script, { force: true })
        await Bun.sleep(1)
        copyFileSync(original, `${script}.new`)
        renameSync(`${script}.new`, script)
        await Bun.sleep(5)
      }
    })()
    const statuses = new Set<number | null>()
    for (let call = 0; call < storm(60, 12); call += 1) {
      const ended = await start(script, folder).catch(() => undefined)
      if (ended !== undefined) statuses.add(ended.status)
    }
    upgrading = false
    await upgrade
    expect([...statuses]).not.toContain(2)
    expect((await start(script, folder)).status).toBe(0)
  })
})

test.each([3, 4, 5, 6, 8])('The compiled command never leaves with 2 with %d descriptors', async (limit) => {
  const within = [tool('bash'), '-c', `ulimit -n ${limit}; exec "$@"`, 'bash']
  expectNoHold(await run(STOP, { args: ['marker'], within }))
})

test.each([0, 1, 100, 100_000])(
  'The compiled command, cut off after %d bytes, never leaves a shell with 2',
  async (size) => {
    const { folder, binary } = await built()
    const path = join(mkdtempSync(join(folder, 'cut-')), 'dos-hook')
    writeFileSync(path, new Uint8Array(await Bun.file(binary).slice(0, size).arrayBuffer()), { mode: 0o755 })
    const by = { words: [tool('sh'), '-c', `${path} marker`], path: '' }
    expectNoHold(await run(STOP, { by, args: [] }))
  },
)

/** Calls the line of a project as a host does: by `sh -c`, with the event on its stdin. */
function callLine(
  home: Home,
  call: { readonly in?: string; readonly path: string; readonly dir?: string },
): Promise<Ended> {
  const line = joinWords([...PROJECT_COMMAND, 'marker', '--loop'])
  const cwd = join(home.path, call.in ?? 'project')
  const env = call.dir === undefined ? {} : { CLAUDE_PROJECT_DIR: join(home.path, call.dir) }
  const event = JSON.stringify({ hook_event_name: 'Stop', session_id: 's', cwd })
  const by = { words: [tool('sh'), '-c', line], path: call.path }
  return run(event, { by, args: [], cwd, env: { HOME: home.path, ...env } })
}

const SILENT = { status: 0, stdout: '', stderr: '' }

/** Puts the package into a folder's `node_modules`. */
async function install(home: Home, folder: string): Promise<void> {
  await putPackage(join(home.path, folder))
}

describe("A project's line", () => {
  const path = async (...names: readonly string[]) => pathWith(await built(), ['sh', ...names])

  test.each([
    ['is in the project that the host names', 'project', { in: 'elsewhere', dir: 'project' }],
    ['is in the current folder, where the host names none', 'project', { in: 'project' }],
    ['is above a subfolder', 'project', { in: 'project/src/deep', dir: 'project/src/deep' }],
    ['is in the root of a repository of many packages', 'project', { in: 'project/packages/a' }],
    ['is in one package of it', 'project/packages/a', { in: 'project/packages/a' }],
    ['is above a linked worktree in the repository', 'project', { in: 'project/.trees/one' }],
  ] as const)('starts the program that %s', async (_, where, call) => {
    using home = makeHome()
    for (const folder of ['elsewhere', 'project/src/deep', 'project/packages/a']) home.put(`${folder}/x`, '')
    home.put('project/.trees/one/.git', 'gitdir: ../../.git/worktrees/one\n')
    await install(home, where)
    for (const runtime of ['bun', 'node']) {
      const { stdout, status } = await callLine(home, { ...call, path: await path(runtime) })
      expect([status, stdout]).toEqual([0, expect.stringContaining('"decision":"block"')])
    }
  })

  test('starts it where pnpm has put it: behind a link', async () => {
    using home = makeHome()
    await install(home, 'project/node_modules/.pnpm/dos-hook@1')
    symlinkSync('.pnpm/dos-hook@1/node_modules/dos-hook', join(home.project, 'node_modules/dos-hook'))
    const { stdout } = await callLine(home, { path: await path('node') })
    expect(stdout).toContain('"decision":"block"')
  })

  test.each([
    ['is not installed', async () => {}, {}],
    [
      'comes without a folder node_modules, as with Yarn',
      async (home: Home): Promise<void> => void home.put('project/.pnp.cjs', ''),
      {},
    ],
    [
      'is a folder',
      async (home: Home): Promise<void> =>
        void home.put('project/node_modules/dos-hook/dist/dos-hook.js/x', ''),
      {},
    ],
    ['lies above the repository, where folders may be of others', (home: Home) => install(home, ''), {}],
    ['lies above a folder of no repository', (home: Home) => install(home, 'plain'), { in: 'plain/sub' }],
  ] as const)('ends at once with 0 and says nothing where the program %s', async (_, make, call) => {
    using home = makeHome()
    home.put('plain/sub/x', '')
    await make(home)
    expect(await callLine(home, { ...call, path: await path('bun', 'node') })).toMatchObject(SILENT)
  })

  test('does so where there is nothing to run the program with', async () => {
    using home = makeHome()
    await install(home, 'project')
    expect(await callLine(home, { path: await path() })).toMatchObject(SILENT)
  })

  test.each(['', '/', '//', 'relative', 'C:\\shop', 'C:/shop', '/nowhere/at all/$(x)', "/it's/*"])(
    'ends where the host names %j as its project',
    async (project) => {
      using home = makeHome()
      const by = {
        words: [tool('sh'), '-c', joinWords([...PROJECT_COMMAND, 'marker'])],
        path: await path('node'),
      }
      const env = { HOME: home.path, CLAUDE_PROJECT_DIR: project }
      expect(await run(STOP, { by, args: [], cwd: home.project, env })).toMatchObject(SILENT)
    },
  )

  test('hands on the status of a wrong command line, and asks nobody on the network', async () => {
    using home = makeHome()
    await install(home, 'project')
    const line = joinWords([...PROJECT_COMMAND, 'marker', '--nonsense'])
    const by = { words: [tool('sh'), '-c', line], path: await path('bun') }
    expect((await run('', { by, args: [], cwd: home.project, env: {} })).status).toBe(1)
    // No program but a runtime is named in it.
    expect(PROJECT_COMMAND.join(' ')).not.toMatch(/np[xm]|bunx|pnpm|yarn|curl/)
  })

  test.each(['dash', 'bash', 'zsh', 'busybox'].filter((name) => Bun.which(name) !== null))(
    'is the same to %s',
    async (shell) => {
      using home = makeHome()
      home.put('project/src/x', '')
      await install(home, 'project')
      // What `sh` is differs from machine to machine: here it is each of them in turn.
      const bin = join(home.path, 'bin')
      mkdirSync(bin)
      symlinkSync(Bun.which(shell) ?? '', join(bin, 'sh'))
      symlinkSync(tool('node'), join(bin, 'node'))
      const { status, stdout } = await callLine(home, { in: 'project/src', path: bin })
      expect([status, stdout]).toEqual([0, expect.stringContaining('"decision":"block"')])
      rmSync(join(home.project, 'node_modules'), { recursive: true })
      expect(await callLine(home, { in: 'project/src', path: bin })).toMatchObject(SILENT)
    },
  )
})
