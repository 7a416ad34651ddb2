import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { dirname, join } from 'node:path'
import { built } from './support/built.ts'
import { examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { fake, LATCH, USER, wire } from './support/wired-desk.ts'

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
    expect([half.status, half.ids]).toEqual([0, ['host-not-wired', LATCH]])
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

  test('can be harmful or useless in a single entry, in every way that is known', async () => {
    using desk = makeDesk()
    const { binary } = await built()
    const plain = desk.project.put('plain/dos-hook', 'no program')
    desk.home.put(
      USER,
      settings({
        Stop: [
          await handler(['marker', '--lop'], { if: 'Bash(*)' }),
          { type: 'command', command: './bin/dos-hook marker', timeout: 0.5 },
          { type: 'command', command: '/no/such/dos-hook marker', timeout: 10_000 },
          { type: 'command', command: `${plain} marker --dialect gemini`, timeout: 10 },
          { type: 'command', command: `${binary} markr`, timeout: 10 },
          { type: 'command', command: 'npx dos-hook marker', timeout: 10 },
        ],
        SubagentStop: [await handler(['marker'])],
        PreToolUse: [await handler(['rearm'])],
        UserPromptSubmit: [await line('wake', { timeout: undefined })],
      }),
    )
    fake(desk, 'path/npx', 'exit 0')
    const { ids } = await examineDesk(desk, { env: { PATH: join(desk.home.path, 'path') } })
    expect(ids.toSorted()).toEqual(
      [
        'folder-runs-first',
        'if-on-stop',
        'latch-spends-once',
        'no-timeout',
        'not-run',
        'program-missing',
        'program-not-executable',
        'rearm-without-matcher',
        'relative-program',
        'timeout-too-long',
        'timeout-too-short',
        'wake-half-bound',
        'wired-twice',
        'wrong-dialect',
        'wrong-event',
        'wrong-words',
      ].toSorted(),
    )
  })

  test('may stand in several files: once where the host runs it once, else it counts twice', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.project.put('.claude/settings.local.json', settings({ Stop: [await handler()] }))
    expect((await examineDesk(desk)).ids).toEqual(['wired-in-several-scopes', LATCH])
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
    expect((await examineDesk(desk)).ids).toEqual([LATCH])
    // What a project says goes before what its user says.
    desk.project.put('.claude/settings.json', JSON.stringify({ enabledPlugins: { 'dos@m': true } }))
    expect((await examineDesk(desk)).ids).toContain('wired-twice')
  })

  test('holds sessions that a person sits before, where it is a loop to all of them', async () => {
    using desk = makeDesk()
    const settingsOf = async (args: readonly string[], env: object) =>
      settings({ Stop: [await handler(args)] }, { env, disableAllHooks: true })
    desk.home.put(USER, await settingsOf(['marker', '--loop'], { DOS_LOOP: '1', TOKEN: 'sk-secret' }))
    const everyone = await examineDesk(desk)
    expect(everyone.ids).toEqual(['loop-for-everyone', 'armed-for-everyone', 'hooks-disabled', LATCH])
    expect(everyone.find('loop-for-everyone').mend).toEqual({
      run: 'dos-hook init --host claude-code --scope user',
    })
    expect(JSON.stringify(everyone.findings)).not.toContain('secret')
    desk.home.put(USER, '{}')
    desk.project.put('.claude/settings.json', settings({ Stop: [await handler(['marker', '--loop'])] }))
    expect((await examineDesk(desk)).ids).toEqual(['loop-in-project', LATCH])
    desk.project.put('.claude/settings.json', JSON.stringify({ env: { DOS_LOOP: '1' } }))
    await wire(desk)
    expect((await examineDesk(desk)).ids).toEqual(['armed-in-project', LATCH])
  })

  test('has a smaller cap of its host before it, where a variable says so', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.project.put('dos.toml', '[marker]\nrespect_stop_hook_active = false\n')
    const CAP = 'CLAUDE_CODE_STOP_HOOK_BLOCK_CAP'
    expect((await examineDesk(desk, { env: { [CAP]: '2' } })).find('block-cap-below-budget').what).toBe(
      `${CAP} is 2 in this environment, below the budget of 4`,
    )
    expect((await examineDesk(desk, { env: { [CAP]: '0' } })).ids).toEqual([])
    const file = desk.project.put('.claude/settings.json', JSON.stringify({ env: { [CAP]: '3' } }))
    const { ids, find } = await examineDesk(desk)
    expect([ids, find('block-cap-below-budget').place]).toEqual([['block-cap-below-budget'], { file }])
  })

  test('is trusted by Codex as its own files say', async () => {
    using desk = makeDesk()
    const file = desk.home.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    expect((await examineDesk(desk)).ids).toEqual(['untrusted', LATCH])
    const state = (members: string) => `[hooks.state."${file}:stop:0:0"]\n${members}\n`
    desk.home.put('.codex/config.toml', state('trusted_hash = "sha256:00"'))
    expect((await examineDesk(desk)).ids).toEqual(['trust-outdated', LATCH])
    desk.home.put('.codex/config.toml', state('enabled = false'))
    expect((await examineDesk(desk)).ids).toEqual(['turned-off', LATCH])
  })

  test('can not be told to be trusted by Codex where its configuration is malformed, or no file', async () => {
    using desk = makeDesk()
    const config = desk.home.put('.codex/config.toml', '[hooks]\nsk-secret = = 1\n')
    expect((await examineDesk(desk)).ids).toEqual(['nothing-wired', 'trust-unknown'])
    desk.home.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    const wired = await examineDesk(desk)
    expect([wired.status, wired.ids]).toEqual([1, ['trust-unknown', LATCH]])
    expect(wired.find('trust-unknown')).toMatchObject({
      severity: 'warning',
      place: { file: config, line: 2 },
    })
    expect(JSON.stringify(wired.findings)).not.toContain('secret')
    desk.project.folder('.codex/config.toml')
    desk.home.put('.codex/config.toml', '')
    expect((await examineDesk(desk)).find('trust-unknown').what).toBe(
      `what Codex trusts can't be told: ${desk.project.path}/.codex/config.toml is not a regular file`,
    )
  })

  test('is read by Codex from a project that it trusts, and from its configuration', async () => {
    using desk = makeDesk()
    desk.home.folder('.codex')
    desk.project.put('.codex/hooks.json', settings({ Stop: [await line()] }))
    expect((await examineDesk(desk)).ids).toEqual(['untrusted', 'project-untrusted', LATCH])
    const { binary } = await built()
    const inline = `[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = "command"\ncommand = "${binary} marker"\ntimeout = 10\n`
    const trusted = `[projects."${desk.project.path}"]\ntrust_level = "trusted"\n`
    const config = desk.home.put('.codex/config.toml', trusted + inline)
    const both = await examineDesk(desk)
    expect(both.ids).toEqual(['untrusted', 'wired-twice', LATCH])
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
    expect((await examineDesk(desk)).ids).toEqual(['host-not-wired', LATCH])
    desk.home.put('.copilot/hooks/dos-hook.json', '{')
    expect((await examineDesk(desk)).find('settings-invalid').place?.file).toEndWith('/dos-hook.json')
  })

  test('is understood in the words of other hosts', async () => {
    using desk = makeDesk()
    const inSeconds = await line('marker')
    desk.home.put('.gemini/settings.json', settings({ AfterAgent: [inSeconds] }))
    desk.home.put('.qwen/settings.json', settings({ Stop: [await line('marker', { timeout: 10_000 })] }))
    const { binary } = await built()
    desk.project.put(
      '.github/hooks/mine.json',
      JSON.stringify({
        version: 1,
        hooks: { agentStop: [{ type: 'command', bash: `${binary} marker`, timeoutSec: 10 }] },
      }),
    )
    const { ids, find } = await examineDesk(desk)
    expect(ids).toEqual(['timeout-too-short', 'project-trust-asked', LATCH, 'latch-on-first-stop'])
    expect(find('timeout-too-short').what).toBe(
      'the hook on AfterAgent of Gemini CLI may take 0.01 s: Gemini CLI counts timeouts in milliseconds',
    )
  })
})
