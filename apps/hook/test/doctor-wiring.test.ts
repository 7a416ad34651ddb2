import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { dirname, join } from 'node:path'
import { built } from './support/built.ts'
import { examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { FRESH, LATCH, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe('What is wired', () => {
  test('is asked for where no host, one, or another is installed', async () => {
    using desk = makeDesk()
    expect((await examineDesk(desk)).ids).toEqual(['no-host'])
    desk.home.folder('.claude')
    const bare = await examineDesk(desk)
    expect([bare.status, bare.ids]).toEqual([1, ['nothing-wired']])
    await wire(desk)
    desk.home.folder('.codex')
    const half = await examineDesk(desk)
    expect([half.status, half.ids]).toEqual([0, ['not-called-yet', 'host-not-wired', LATCH]])
    expect(half.find('host-not-wired').mend).toEqual({ run: 'dos-hook init --host codex' })
  })

  test('is dropped by its host with a file that is malformed, of which nothing is shown', async () => {
    using desk = makeDesk()
    desk.home.put(USER, '{\n  "env": { "KEY": "sk-secret" },\n  "hooks": { "Stop": [] } // mine\n}\n')
    const { find, status } = await examineDesk(desk)
    expect(status).toBe(1)
    expect(find('settings-invalid')).toMatchObject({
      severity: 'error',
      place: { file: join(desk.home.path, USER), line: 3 },
    })
    expect(JSON.stringify(find('settings-invalid'))).not.toContain('secret')
  })

  test('can be harmful or useless in a single entry', async () => {
    using desk = makeDesk()
    const { binary } = await built()
    desk.home.put(
      USER,
      settings({
        Stop: [
          await handler(['marker', '--lop'], { if: 'Bash(*)' }),
          { type: 'command', command: './bin/dos-hook marker', timeout: 10 },
          { type: 'command', command: '/no/such/dos-hook marker', timeout: 10 },
          { type: 'command', command: `${binary} marker --dialect gemini`, timeout: 10 },
          { type: 'command', command: `${binary} markr`, timeout: 10 },
          { type: 'command', command: 'npx dos-hook marker', timeout: 10 },
        ],
        SubagentStop: [await handler(['marker'])],
        PreToolUse: [await handler(['rearm'])],
        UserPromptSubmit: [await line('wake')],
      }),
    )
    const { ids } = await examineDesk(desk)
    expect(ids.toSorted()).toEqual(
      [
        'folder-runs-first',
        'latch-spends-once',
        'not-called-yet',
        'program-missing',
        'wired-twice',
        'wrong-words',
      ].toSorted(),
    )
  })

  test('may stand in several files: once where the host runs it once, else it counts twice', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.project.put('.claude/settings.local.json', settings({ Stop: [await handler()] }))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
    desk.project.put('.claude/settings.json', settings({ Stop: [await line('marker --max-markers 3')] }))
    const twice = await examineDesk(desk)
    expect(twice.find('wired-twice')).toMatchObject({
      what: "Claude Code has marker on Stop 3 times: in Claude Code's user settings and Claude Code's project settings and Claude Code's local settings",
      mend: { run: 'dos-hook remove --host claude-code --scope project' },
    })
  })

  test('runs beside the copy of a plugin that is on, and of none that is off', async () => {
    using desk = makeDesk()
    const folder = desk.home.folder('.claude/plugins/cache/m/dos/0.1.0')
    desk.home.put('.claude/plugins/cache/m/dos/0.1.0/hooks/hooks.json', settings({ Stop: [await handler()] }))
    desk.home.put(
      '.claude/plugins/installed_plugins.json',
      JSON.stringify({ version: 2, plugins: { 'dos@m': [{ scope: 'user', installPath: folder }] } }),
    )
    const stop = { Stop: [await handler()] }
    desk.home.put(USER, settings(stop, { enabledPlugins: { 'dos@m': true } }))
    const on = await examineDesk(desk)
    expect(on.find('wired-twice').mend).toEqual({
      edit: 'turn dos@m off in Claude Code, or take out the other',
    })
    desk.home.put(USER, settings(stop, { enabledPlugins: { 'dos@m': false } }))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
    // What a project says goes before what its user says.
    desk.project.put('.claude/settings.json', JSON.stringify({ enabledPlugins: { 'dos@m': true } }))
    expect((await examineDesk(desk)).ids).toContain('wired-twice')
  })

  test('holds sessions that a person sits before, where it is a loop to all of them', async () => {
    using desk = makeDesk()
    await wire(desk, ['marker', '--loop'])
    const everyone = await examineDesk(desk)
    expect(everyone.ids).toEqual(['loop-for-everyone', ...FRESH])
    expect(everyone.find('loop-for-everyone').mend).toEqual({
      run: 'dos-hook init --host claude-code --scope user',
    })
    desk.home.put(USER, '{}')
    desk.project.put('.claude/settings.json', settings({ Stop: [await handler(['marker', '--loop'])] }))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
  })

  test('was never trusted in Codex, or turned off there; whether it was changed since is not guessed', async () => {
    using desk = makeDesk()
    const file = desk.home.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    expect((await examineDesk(desk)).ids).toEqual(['untrusted', ...FRESH])
    const state = (members: string) => `[hooks.state."${file}:stop:0:0"]\n${members}\n`
    desk.home.put('.codex/config.toml', state('trusted_hash = "sha256:00"'))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
    desk.home.put('.codex/config.toml', state('enabled = false'))
    expect((await examineDesk(desk)).ids).toEqual(['untrusted', ...FRESH])
  })

  test('is told of where the configuration of Codex is malformed, or no file', async () => {
    using desk = makeDesk()
    const config = desk.home.put('.codex/config.toml', '[hooks]\nsk-secret = = 1\n')
    desk.home.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    const wired = await examineDesk(desk)
    expect(wired.find('settings-invalid')).toMatchObject({ place: { file: config, line: 2 } })
    expect(JSON.stringify(wired.findings)).not.toContain('secret')
    desk.project.folder('.codex/config.toml')
    desk.home.put('.codex/config.toml', '')
    expect((await examineDesk(desk)).find('settings-unreadable').what).toBe(
      `Codex's project settings can't be read: ${desk.project.path}/.codex/config.toml is not a regular file`,
    )
  })

  test('is read by Codex from a project that it trusts, and from its configuration', async () => {
    using desk = makeDesk()
    desk.home.folder('.codex')
    desk.project.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    expect((await examineDesk(desk)).ids).toEqual(['project-untrusted', 'untrusted', ...FRESH])
    const { binary } = await built()
    const inline = `[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = "command"\ncommand = "${binary} marker"\ntimeout = 10\n`
    const trusted = `[projects."${desk.project.path}"]\ntrust_level = "trusted"\n`
    const config = desk.home.put('.codex/config.toml', trusted + inline)
    const both = await examineDesk(desk)
    expect(both.ids).toEqual(['untrusted', 'wired-twice', ...FRESH])
    expect(both.findings.filter(({ id }) => id === 'untrusted').map(({ place }) => place)).toContainEqual({
      file: config,
      line: 6,
      column: 1,
    })
  })

  test('is not judged by broken files of others, beside it', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.home.put('.copilot/hooks/other.json', '{')
    const folder = dirname(desk.home.put('.claude/plugins/cache/other/hooks/hooks.json', '{'))
    const plugins = { 'o@m': [{ installPath: dirname(folder) }] }
    desk.home.put('.claude/plugins/installed_plugins.json', JSON.stringify({ plugins }))
    desk.home.put(USER, settings({ Stop: [await handler()] }, { enabledPlugins: { 'o@m': true } }))
    expect((await examineDesk(desk)).ids).toEqual(['not-called-yet', 'host-not-wired', LATCH])
    desk.home.put('.copilot/hooks/dos-hook.json', '{')
    expect((await examineDesk(desk)).find('settings-invalid').place?.file).toEndWith('/dos-hook.json')
  })
})
