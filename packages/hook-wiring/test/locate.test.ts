import { describe, expect, test } from 'bun:test'
import { HOST_NAMES, type HostName } from '@dos/hook-dialect'
import {
  handWork,
  hiddenFile,
  hostSigns,
  type Machine,
  SCOPES,
  type Scope,
  settingsFile,
} from '../src/index.ts'

const LINUX: Machine = { platform: 'linux', home: '/home/ann', project: '/srv/shop', env: {} }
const MACOS: Machine = { platform: 'darwin', home: '/Users/ann', project: '/Users/ann/shop', env: {} }
const WINDOWS: Machine = {
  platform: 'win32',
  home: 'C:\\Users\\ann',
  project: 'D:\\shop',
  env: { APPDATA: 'C:\\Users\\ann\\AppData\\Roaming' },
}

type Row = readonly [HostName, Scope, string, string, string]

const FILES: readonly Row[] = [
  [
    'claude-code',
    'user',
    '/home/ann/.claude/settings.json',
    '/Users/ann/.claude/settings.json',
    'C:\\Users\\ann\\.claude\\settings.json',
  ],
  [
    'claude-code',
    'project',
    '/srv/shop/.claude/settings.json',
    '/Users/ann/shop/.claude/settings.json',
    'D:\\shop\\.claude\\settings.json',
  ],
  [
    'claude-code',
    'local',
    '/srv/shop/.claude/settings.local.json',
    '/Users/ann/shop/.claude/settings.local.json',
    'D:\\shop\\.claude\\settings.local.json',
  ],
  [
    'codex',
    'user',
    '/home/ann/.codex/hooks.json',
    '/Users/ann/.codex/hooks.json',
    'C:\\Users\\ann\\.codex\\hooks.json',
  ],
  [
    'codex',
    'project',
    '/srv/shop/.codex/hooks.json',
    '/Users/ann/shop/.codex/hooks.json',
    'D:\\shop\\.codex\\hooks.json',
  ],
  [
    'gemini',
    'user',
    '/home/ann/.gemini/settings.json',
    '/Users/ann/.gemini/settings.json',
    'C:\\Users\\ann\\.gemini\\settings.json',
  ],
  [
    'gemini',
    'project',
    '/srv/shop/.gemini/settings.json',
    '/Users/ann/shop/.gemini/settings.json',
    'D:\\shop\\.gemini\\settings.json',
  ],
  [
    'qwen',
    'user',
    '/home/ann/.qwen/settings.json',
    '/Users/ann/.qwen/settings.json',
    'C:\\Users\\ann\\.qwen\\settings.json',
  ],
  [
    'qwen',
    'project',
    '/srv/shop/.qwen/settings.json',
    '/Users/ann/shop/.qwen/settings.json',
    'D:\\shop\\.qwen\\settings.json',
  ],
  [
    'copilot',
    'user',
    '/home/ann/.copilot/hooks/dos-hook.json',
    '/Users/ann/.copilot/hooks/dos-hook.json',
    'C:\\Users\\ann\\.copilot\\hooks\\dos-hook.json',
  ],
  [
    'copilot',
    'project',
    '/srv/shop/.github/hooks/dos-hook.json',
    '/Users/ann/shop/.github/hooks/dos-hook.json',
    'D:\\shop\\.github\\hooks\\dos-hook.json',
  ],
  [
    'vscode',
    'user',
    '/home/ann/.copilot/hooks/dos-hook.json',
    '/Users/ann/.copilot/hooks/dos-hook.json',
    'C:\\Users\\ann\\.copilot\\hooks\\dos-hook.json',
  ],
  [
    'vscode',
    'project',
    '/srv/shop/.github/hooks/dos-hook.json',
    '/Users/ann/shop/.github/hooks/dos-hook.json',
    'D:\\shop\\.github\\hooks\\dos-hook.json',
  ],
  [
    'cursor',
    'user',
    '/home/ann/.cursor/hooks.json',
    '/Users/ann/.cursor/hooks.json',
    'C:\\Users\\ann\\.cursor\\hooks.json',
  ],
  [
    'cursor',
    'project',
    '/srv/shop/.cursor/hooks.json',
    '/Users/ann/shop/.cursor/hooks.json',
    'D:\\shop\\.cursor\\hooks.json',
  ],
  [
    'antigravity',
    'user',
    '/home/ann/.gemini/config/hooks.json',
    '/Users/ann/.gemini/config/hooks.json',
    'C:\\Users\\ann\\.gemini\\config\\hooks.json',
  ],
  [
    'antigravity',
    'project',
    '/srv/shop/.agents/hooks.json',
    '/Users/ann/shop/.agents/hooks.json',
    'D:\\shop\\.agents\\hooks.json',
  ],
  [
    'droid',
    'user',
    '/home/ann/.factory/hooks.json',
    '/Users/ann/.factory/hooks.json',
    'C:\\Users\\ann\\.factory\\hooks.json',
  ],
  [
    'droid',
    'project',
    '/srv/shop/.factory/hooks.json',
    '/Users/ann/shop/.factory/hooks.json',
    'D:\\shop\\.factory\\hooks.json',
  ],
]

describe('the settings file', () => {
  test.each(FILES)(
    'of %s for the scope %s lies where the platform keeps it',
    (host, scope, linux, macos, windows) => {
      expect(settingsFile(host, scope, LINUX)).toBe(linux)
      expect(settingsFile(host, scope, MACOS)).toBe(macos)
      expect(settingsFile(host, scope, WINDOWS)).toBe(windows)
    },
  )

  test('is there for no other host and scope', () => {
    const known = FILES.map(([host, scope]) => `${host} ${scope}`)
    const all = HOST_NAMES.flatMap((host) => SCOPES.map((scope) => [host, scope] as const))
    for (const [host, scope] of all) {
      expect(settingsFile(host, scope, LINUX) !== undefined).toBe(known.includes(`${host} ${scope}`))
    }
  })

  test.each([
    ['claude-code', 'CLAUDE_CONFIG_DIR', '/etc/claude', '/etc/claude/settings.json'],
    ['codex', 'CODEX_HOME', '/etc/codex', '/etc/codex/hooks.json'],
    ['gemini', 'GEMINI_CLI_HOME', '/etc/gem', '/etc/gem/.gemini/settings.json'],
    ['qwen', 'QWEN_HOME', '/etc/qwen/', '/etc/qwen/settings.json'],
    ['copilot', 'COPILOT_HOME', '/etc/copilot', '/etc/copilot/hooks/dos-hook.json'],
  ] as const)(
    'of a user of %s follows %s, which a project does not, and an empty one does not count',
    (host, name, value, file) => {
      expect(settingsFile(host, 'user', { ...LINUX, env: { [name]: value } })).toBe(file)
      expect(settingsFile(host, 'user', { ...LINUX, env: { [name]: '' } })).toBe(
        settingsFile(host, 'user', LINUX),
      )
      expect(settingsFile(host, 'project', { ...LINUX, env: { [name]: value } })).toBe(
        settingsFile(host, 'project', LINUX),
      )
    },
  )

  test('in the root of a drive or of the file system has one separator', () => {
    expect(settingsFile('codex', 'project', { ...WINDOWS, project: 'D:\\' })).toBe('D:\\.codex\\hooks.json')
    expect(settingsFile('codex', 'project', { ...LINUX, project: '/' })).toBe('/.codex/hooks.json')
  })

  test('of Factory Droid hides another, and no other does', () => {
    expect(hiddenFile('droid', 'user', LINUX)).toBe('/home/ann/.factory/settings.json')
    expect(hiddenFile('droid', 'project', WINDOWS)).toBe('D:\\shop\\.factory\\settings.json')
    expect(HOST_NAMES.filter((host) => hiddenFile(host, 'user', LINUX) !== undefined)).toEqual(['droid'])
  })
})

describe('the signs of a host', () => {
  test.each([
    [LINUX, '/home/ann/.config/Code'],
    [{ ...LINUX, env: { XDG_CONFIG_HOME: '/etc/x' } }, '/etc/x/Code'],
    [MACOS, '/Users/ann/Library/Application Support/Code'],
    [WINDOWS, 'C:\\Users\\ann\\AppData\\Roaming\\Code'],
    [{ ...WINDOWS, env: {} }, 'C:\\Users\\ann\\AppData\\Roaming\\Code'],
  ])('are, for VS Code on %j, %s', (machine, folder) => {
    expect(hostSigns('vscode', machine)).toEqual({ folders: [folder], commands: ['code', 'code-insiders'] })
  })

  test('are there for every host whose settings are written, and for no other', () => {
    for (const host of HOST_NAMES) {
      const { folders, commands } = hostSigns(host, LINUX)
      const isWritten = handWork(host) === undefined
      expect([folders.length > 0, commands.length > 0]).toEqual([isWritten, isWritten])
    }
  })

  test('of Gemini CLI and of Antigravity, which share a folder, are not the same', () => {
    expect(hostSigns('gemini', LINUX).folders).toEqual(['/home/ann/.gemini/settings.json'])
    expect(hostSigns('antigravity', LINUX).folders).toEqual(['/home/ann/.gemini/config'])
  })
})
