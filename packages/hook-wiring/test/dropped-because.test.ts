import { describe, expect, test } from 'bun:test'
import { droppedBecause } from '../src/index.ts'

const COMMAND = { type: 'command', command: 'x' }

const because = (settings: unknown): string | undefined => droppedBecause(JSON.stringify(settings))?.message

/** Settings with one group for an event, and one handler in it. */
const on = (event: string, handler: unknown, group: object = {}): object => ({
  hooks: { [event]: [{ hooks: [handler], ...group }] },
})

describe('Claude Code drops the whole file because of', () => {
  test.each([
    [{ hooks: { PreToolUse: [COMMAND] } }, 'hooks.PreToolUse[0].hooks must be a list, but is missing'],
    [
      { hooks: { PermissionRequest: [{}] } },
      'hooks.PermissionRequest[0].hooks must be a list, but is missing',
    ],
    [{ hooks: { PreToolUse: { a: 1 } } }, 'hooks.PreToolUse must be a list, but is an object'],
    [{ hooks: { PreToolUse: 'x' } }, 'hooks.PreToolUse must be a list, but is a string'],
    [{ hooks: { PreToolUse: [null] } }, 'hooks.PreToolUse[0] must be an object, but is null'],
    [
      { hooks: { PreToolUse: [{ hooks: 'x' }] } },
      'hooks.PreToolUse[0].hooks must be a list, but is a string',
    ],
    [
      { hooks: { PreToolUse: [{ hooks: ['x'] }] } },
      'hooks.PreToolUse[0].hooks[0] must be an object, but is a string',
    ],
    [
      on('PreToolUse', COMMAND, { matcher: { type: 'always' } }),
      'hooks.PreToolUse[0].matcher must be a string, but is an object',
    ],
    [
      on('PreToolUse', COMMAND, { matcher: ['a'] }),
      'hooks.PreToolUse[0].matcher must be a string, but is a list',
    ],
    [
      on('PreToolUse', COMMAND, { matcher: null }),
      'hooks.PreToolUse[0].matcher must be a string, but is null',
    ],
    [
      on('PreToolUse', { ...COMMAND, command: ['x'] }),
      'hooks.PreToolUse[0].hooks[0].command must be a string, but is a list',
    ],
    [
      on('PreToolUse', { type: 'command' }),
      'hooks.PreToolUse[0].hooks[0].command must be a string, but is missing',
    ],
    [
      on('PreToolUse', { command: 'x' }),
      'hooks.PreToolUse[0].hooks[0].type must be one of command, prompt, agent, http, mcp_tool, but is missing',
    ],
    [
      on('PreToolUse', { ...COMMAND, timeout: '5' }),
      'hooks.PreToolUse[0].hooks[0].timeout must be a number, but is a string',
    ],
    [
      on('PreToolUse', { ...COMMAND, timeout: 0 }),
      'hooks.PreToolUse[0].hooks[0].timeout must be a number above 0, but is a number',
    ],
    [
      on('PreToolUse', { ...COMMAND, args: [1] }),
      'hooks.PreToolUse[0].hooks[0].args[0] must be a string, but is a number',
    ],
    [
      on('PreToolUse', { type: 'prompt' }),
      'hooks.PreToolUse[0].hooks[0].prompt must be a string, but is missing',
    ],
    [
      on('PreToolUse', { type: 'mcp_tool', server: 's' }),
      'hooks.PreToolUse[0].hooks[0].tool must be a string, but is missing',
    ],
    [{ permissions: ['Bash'] }, 'permissions must be an object, but is a list'],
    [{ permissions: { allow: 'Bash' } }, 'permissions.allow must be a list, but is a string'],
    [
      { permissions: { defaultMode: 'yolo' } },
      'permissions.defaultMode must be one of acceptEdits, auto, bypassPermissions, default, dontAsk, plan, but is a string',
    ],
    [{ model: 1 }, 'model must be a string, but is a number'],
    [{ env: ['A'] }, 'env must be an object, but is a list'],
    [{ disableAllHooks: 'true' }, 'disableAllHooks must be true or false, but is a string'],
    [{ cleanupPeriodDays: '5' }, 'cleanupPeriodDays must be a number, but is a string'],
    [{ companyAnnouncements: 'x' }, 'companyAnnouncements must be a list, but is a string'],
    [{ statusLine: {} }, 'statusLine.type must be "command", but is missing'],
    [{ statusLine: { type: 'command' } }, 'statusLine.command must be a string, but is missing'],
    [{ enabledPlugins: { 'a@b': null } }, 'enabledPlugins["a@b"] must be true or false, but is null'],
  ])('%j', (settings, message) => {
    expect(because(settings)).toBe(message)
  })
})

describe('Claude Code takes a file with', () => {
  test.each([
    [{}],
    [{ hooks: { Stop: [COMMAND], SessionEnd: [COMMAND], SessionStart: [COMMAND], PostToolUse: [COMMAND] } }],
    [{ hooks: { Stop: 'x', PostToolUse: { a: 1 }, PreToolUse: null } }],
    [on('Stop', { ...COMMAND, command: ['x'] }, { matcher: { a: 1 } })],
    [on('Stop', { command: 'x', timeout: '5' })],
    [{ hooks: { Stop: [{ hooks: 'x' }], Nonsense: [COMMAND] } }],
    [on('PreToolUse', { ...COMMAND, foo: 1 }, { bar: 2 })],
    [{ hooks: { PreToolUse: [{ hooks: [] }, { matcher: 'Bash', hooks: [COMMAND] }] } }],
    [on('PreToolUse', { type: 'prompt', prompt: 'x', args: 'y', async: 1 })],
    [{ permissions: { allow: [1, 'Bash('] } }],
    [{ env: { A: 1, B: {} }, foo: { bar: 1 }, extraKnownMarketplaces: 'x', attribution: true }],
    [{ enabledPlugins: { 'a@b': true, 'c@d': ['x'] } }],
  ])('%j', (settings) => {
    expect(because(settings)).toBeUndefined()
  })
})

test('The place of the value is told, also behind a byte order mark', () => {
  const text =
    '\uFEFF{\n  "model": "x",\n  "hooks": {\n    "PreToolUse": [{ "matcher": [] , "hooks": [] }]\n  }\n}\n'
  expect(droppedBecause(text)).toEqual({
    line: 4,
    column: 33,
    message: 'hooks.PreToolUse[0].matcher must be a string, but is a list',
  })
})

test('Nothing of a value is repeated', () => {
  expect(because({ apiKeyHelper: ['sk-secret'], env: 'sk-secret' })).not.toContain('secret')
})

test.each(['', '{', '[]', '{"hooks":[]}'])(
  'Of %j, which inspect refuses or which is empty, nothing is said',
  (text) => {
    expect(droppedBecause(text)).toBeUndefined()
  },
)
