import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { type Desk, examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { FRESH, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

const STOP = async (more = {}) => ({ Stop: [await line('marker', more)] })

/** Each host with a hook in its user's settings, and what else stands in them. */
const WIRED: Readonly<
  Record<string, (desk: Desk, more?: Readonly<Record<string, unknown>>) => Promise<void>>
> = {
  claude: async (desk, more) => void desk.home.put(USER, settings({ Stop: [await handler()] }, more)),
  gemini: async (desk, more) =>
    void desk.home.put(
      '.gemini/settings.json',
      `// mine\n${settings({ AfterAgent: [await line('marker', { timeout: 10_000, name: 'dos-hook' })] }, more)}`,
    ),
  qwen: async (desk, more) =>
    void desk.home.put('.qwen/settings.json', settings(await STOP({ timeout: 10_000 }), more)),
  codex: async (desk) => void desk.home.put('.codex/hooks.json', settings(await STOP())),
  copilot: async (desk, more) =>
    void desk.home.put(
      '.copilot/hooks/dos-hook.json',
      JSON.stringify({ version: 1, ...more, hooks: await STOP() }),
    ),
}

const wireHost = (host: string, desk: Desk, more?: Readonly<Record<string, unknown>>) =>
  WIRED[host]?.(desk, more)

describe('Hooks that are switched off are told of, and where', () => {
  test.each([
    ['claude', { disableAllHooks: true }, 'disableAllHooks'],
    ['gemini', { hooksConfig: { enabled: false } }, 'hooksConfig.enabled = false'],
    ['gemini', { hooksConfig: { disabled: ['dos-hook'] } }, 'hooksConfig.disabled'],
    ['gemini', { hooksConfig: { disabled: ['/opt/dos-hook marker'] } }, 'hooksConfig.disabled'],
    ['qwen', { disableAllHooks: true }, 'disableAllHooks'],
    ['copilot', { disableAllHooks: true }, 'disableAllHooks'],
  ])('%s: %j', async (host, more, name) => {
    using desk = makeDesk()
    await wireHost(host, desk)
    expect((await examineDesk(desk)).ids).not.toContain('hooks-disabled')
    await wireHost(host, desk, more)
    const { find, status } = await examineDesk(desk)
    expect(status).toBe(1)
    expect(find('hooks-disabled').what).toStartWith(`${name} in ${desk.home.path}/.`)
  })

  test.each(['hooks', 'codex_hooks'])(
    "codex: %s = false, in the user's configuration or the project's",
    async (name) => {
      using desk = makeDesk()
      await wireHost('codex', desk)
      for (const workspace of [desk.home, desk.project]) {
        const file = workspace.put('.codex/config.toml', `[features]\n${name} = false\n`)
        expect((await examineDesk(desk)).find('hooks-disabled')).toMatchObject({
          what: `${name} = false in [features] in ${file} switches hooks of Codex off`,
          place: { file },
        })
        workspace.put('.codex/config.toml', `[features]\n${name} = true\n`)
      }
      expect((await examineDesk(desk)).ids).not.toContain('hooks-disabled')
    },
  )

  test.each([
    ['claude', '.claude/settings.local.json', '{"disableAllHooks":true}'],
    ['gemini', '.gemini/settings.json', '{"hooksConfig":{"enabled":false}}'],
    ['qwen', '.qwen/settings.json', '{"disableAllHooks":true}'],
    ['copilot', '.github/copilot/settings.json', '{"disableAllHooks":true}'],
  ])('%s: in the project, by %s', async (host, name, text) => {
    using desk = makeDesk()
    await wireHost(host, desk)
    const file = desk.project.put(name, text)
    expect((await examineDesk(desk)).find('hooks-disabled').place).toEqual({ file })
  })

  test('Claude Code: by a variable, those of its user alone', async () => {
    using desk = makeDesk()
    const env = { CLAUDE_CODE_PERSONAL_HOOKS_OFF: '1' }
    await wire(desk)
    expect((await examineDesk(desk, { env })).find('hooks-disabled').what).toBe(
      "CLAUDE_CODE_PERSONAL_HOOKS_OFF in this environment may switch the hooks in Claude Code's user settings off",
    )
    desk.home.put(USER, '{}')
    desk.project.put(USER, settings({ Stop: [await handler()] }))
    expect((await examineDesk(desk, { env })).ids).toEqual([...FRESH])
  })
})

describe('What switches nothing off is not told of', () => {
  test.each([
    ['claude', { disableAllHooks: false }],
    ['gemini', { tools: { enableHooks: false } }],
    ['gemini', { hooksConfig: { enabled: true, disabled: ['other', 'not-dos-hook'] } }],
    ['gemini', { disableAllHooks: true }],
    ['qwen', { hooksConfig: { enabled: false } }],
  ])('%s: %j', async (host, more) => {
    using desk = makeDesk()
    await wireHost(host, desk, more)
    expect((await examineDesk(desk)).ids).not.toContain('hooks-disabled')
  })

  test.each(['.copilot/settings.json', '.copilot/config.json', '.copilot/hooks/other.json'])(
    'copilot: disableAllHooks in %s',
    async (name) => {
      using desk = makeDesk()
      await wireHost('copilot', desk)
      desk.home.put(name, '{"version":1,"disableAllHooks":true,"hooks":{}}')
      expect((await examineDesk(desk)).ids).not.toContain('hooks-disabled')
    },
  )
})

describe('A settings file that Claude Code drops whole', () => {
  test.each([
    [
      {
        hooks: { PreToolUse: [{ matcher: { type: 'always' }, hooks: [{ type: 'command', command: 'x' }] }] },
      },
      'hooks.PreToolUse[0].matcher must be a string, but is an object',
    ],
    [{ permissions: ['Bash'] }, 'permissions must be an object, but is a list'],
    [{ model: 5 }, 'model must be a string, but is a number'],
  ])('is told of by the entry: %j', async (more, message) => {
    using desk = makeDesk()
    const { hooks, ...rest } = { hooks: {}, ...more }
    const text = JSON.stringify(
      { ...rest, hooks: { ...hooks, Stop: [{ hooks: [await handler()] }] } },
      null,
      2,
    )
    const file = desk.home.put(USER, text)
    const { find, status } = await examineDesk(desk)
    expect(status).toBe(1)
    expect(find('settings-dropped')).toMatchObject({
      what: `Claude Code drops Claude Code's user settings: ${message}`,
      place: { file, line: expect.any(Number) },
    })
  })

  test('is none of other hosts, and none that it forgives', async () => {
    using desk = makeDesk()
    await wireHost('qwen', desk, { model: 5 })
    desk.home.put(USER, JSON.stringify({ hooks: { PostToolUse: 'x', Stop: [{ hooks: [await handler()] }] } }))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
  })
})

describe('A file that two hosts read', () => {
  test('takes two places at a Stop of Copilot CLI, where that has its own hook besides', async () => {
    using desk = makeDesk()
    desk.project.put(USER, settings(await STOP()))
    await wireHost('copilot', desk)
    expect((await examineDesk(desk)).find('read-by-two')).toMatchObject({
      severity: 'warning',
      what: "Copilot CLI also runs the hooks in Claude Code's project settings, and has its own",
    })
    // It does not read the user's.
    desk.project.put(USER, '{}')
    desk.home.put(USER, settings(await STOP()))
    expect((await examineDesk(desk)).ids).not.toContain('read-by-two')
  })

  test('takes two places at a Stop of VS Code, unless that was told not to read it', async () => {
    using desk = makeDesk()
    const code = desk.home.put('.config/Code/User/settings.json', '{}')
    await wire(desk)
    await wireHost('copilot', desk)
    expect((await examineDesk(desk)).find('read-by-two').what).toStartWith('VS Code also runs')
    desk.home.put(
      code.slice(desk.home.path.length + 1),
      '{ "chat.hookFilesLocations": { "~/.claude/settings.json": false } } // mine',
    )
    expect((await examineDesk(desk)).ids).not.toContain('read-by-two')
  })

  test('may take two places at a stop of Cursor, which nobody can know', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.home.put(
      '.cursor/hooks.json',
      JSON.stringify({ version: 1, hooks: { stop: [await line('marker --dialect cursor')] } }),
    )
    expect((await examineDesk(desk)).find('read-by-two').severity).toBe('info')
  })
})

describe('Schedules without wake are told of', () => {
  const TOOL =
    '{"type":"assistant","message":{"content":[{"type":"tool_use","id":"1","name":"ScheduleWakeup","input":{}}]}}\n'

  test('by the file of those that last', async () => {
    using desk = makeDesk()
    await wire(desk)
    const file = desk.project.put('.claude/scheduled_tasks.json', '{"tasks":[{"id":"1","prompt":"go on"}]}')
    expect((await examineDesk(desk)).find('wake-missing')).toMatchObject({
      what: `agents schedule their own next turn here, as ${file} shows, and wake is not bound`,
      mend: { run: 'dos-hook init --host claude-code --scope user --wake' },
    })
    desk.project.put('.claude/scheduled_tasks.json', '{"tasks":[]}')
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
  })

  test('by the sessions of Qwen Code', async () => {
    using desk = makeDesk()
    await wireHost('qwen', desk)
    const name = desk.project.path.replace(/[^A-Za-z0-9]/g, '-')
    desk.home.put(
      `.qwen/projects/${name}/chats/1.jsonl`,
      '{"functionCall":{"name":"loop_wakeup","args":{}}}\n',
    )
    expect((await examineDesk(desk)).find('wake-missing').mend).toEqual({
      run: 'dos-hook init --host qwen --scope user --wake',
    })
  })

  test('and not where the tools were only on offer', async () => {
    using desk = makeDesk()
    await wire(desk)
    const name = desk.project.path.replace(/[^A-Za-z0-9]/g, '-')
    const offer =
      '{"type":"api-request-shape","shape":{"tools":[{"name":"ScheduleWakeup","description":"…"}]}}\n'
    desk.home.put(`.claude/projects/${name}/a.jsonl`, offer)
    expect((await examineDesk(desk)).ids).not.toContain('wake-missing')
  })

  test('by the sessions in this project, and not by those elsewhere', async () => {
    using desk = makeDesk()
    await wire(desk)
    desk.home.put('.claude/projects/-elsewhere/a.jsonl', TOOL)
    expect((await examineDesk(desk)).ids).not.toContain('wake-missing')
    const name = desk.project.path.replace(/[^A-Za-z0-9]/g, '-')
    desk.home.put(`.claude/projects/${name}/b.jsonl`, `${'{}\n'.repeat(500_000)}${TOOL}`)
    expect((await examineDesk(desk)).find('wake-missing').what).toContain(join('projects', name, 'b.jsonl'))
  })
})
