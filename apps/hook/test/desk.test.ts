import { expect, setDefaultTimeout, test } from 'bun:test'
import { copyFileSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { built } from './support/built.ts'
import { run } from './support/command.ts'
import { RUNTIMES, tool } from './support/launch.ts'
import { makeWorkspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

test('A verb for people says what is missing where the script stands alone, and hooks go on as ever', async () => {
  using workspace = makeWorkspace()
  const alone = join(workspace.folder('alone'), 'dos-hook.js')
  copyFileSync((await built()).script, alone)
  for (const runtime of ['bun', 'node']) {
    const by = { words: [tool(runtime), alone], path: '' }
    const { status, stdout, stderr } = await run('', { by, args: ['status'] })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^dos-hook: status can't be run: .*the script needs desk\.js beside it.*\n$/)
    const held = await run(workspace.stop(), { by, args: ['marker', '--loop'] })
    expect(held).toMatchObject({ status: 0, stderr: '' })
    expect(held.stdout).toContain('"decision":"block"')
  }
})

test('A verb for people whose stdout takes nothing says so and leaves with 1', async () => {
  using workspace = makeWorkspace()
  await run(workspace.stop(), { args: ['marker', '--loop'] })
  const within = [tool('sh'), '-c', '"$@" > /dev/full', 'sh']
  for (const args of [['status'], ['stats', '--openmetrics'], ['doctor', '--json'], ['status', '--help']]) {
    for (const by of RUNTIMES) {
      const { status, stderr } = await run('', { by, args, within, cwd: workspace.path })
      expect([args, by, status, stderr]).toEqual([
        args,
        by,
        1,
        "dos-hook: stdout can't be written: ENOSPC; see that there is room where it goes\n",
      ])
    }
  }
})

test('A verb for people refuses an empty --workspace: whoever names one does not mean the current folder', async () => {
  using workspace = makeWorkspace()
  for (const verb of ['status', 'explain', 'stats', 'prune', 'doctor']) {
    const { status, stdout, stderr } = await run('', { args: [verb, '--workspace', ''], cwd: workspace.path })
    expect([verb, status, stdout]).toEqual([verb, 1, ''])
    expect(stderr).toStartWith('dos-hook: --workspace names no folder')
  }
})

test('No verb for people writes to its stdout what a terminal would obey, in whatever form', async () => {
  using workspace = makeWorkspace()
  const folder = workspace.folder('odd\u202e\u001b[31m')
  workspace.put('odd\u202e\u001b[31m/.dos/markers/a\u202eb.jsonl', '{"op":"MARKER"}\n')
  workspace.put('odd\u202e\u001b[31m/dos.toml', '[marker')
  for (const verb of ['status', 'explain', 'stats', 'prune', 'doctor']) {
    for (const form of [[], ['--json']]) {
      const { stdout } = await run('', { args: [verb, ...form, '--workspace', folder], cwd: workspace.path })
      expect([verb, form, /[^\P{C}\n\t]/u.test(stdout), stdout.includes('\\u202e')]).toEqual([
        verb,
        form,
        false,
        true,
      ])
    }
  }
})

test('What the verbs for people take from node:util is there in every Node 20', async () => {
  const desk = readFileSync(join(dirname((await built()).script), 'desk.js'), 'utf8')
  // A name that is missing would keep the whole file from loading; a property that is missing is only undefined.
  expect([...desk.matchAll(/import\{[^}]*\}from"node:util"/g)].map(([text]) => text)).toEqual([])
  expect(desk).toContain('from"node:util"')
})
