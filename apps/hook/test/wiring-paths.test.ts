import { describe, expect, test } from 'bun:test'
import { chooseProgram, isLasting, type ProgramFacts } from '@dos/desk/program/program'
import { nativePath, ownFolders } from '@dos/hook-call/user/folders'
import { PROJECT_COMMAND } from '@dos/hook-wiring'

const LINUX = { platform: 'linux', home: '/home/ann', env: {} }
const MACOS = { platform: 'darwin', home: '/Users/ann', env: {} }
const WINDOWS = { platform: 'win32', home: 'C:\\Users\\ann', env: {} }

describe("this program's own folders", () => {
  test.each([
    [LINUX, '/home/ann/.local/share/dos-hook/programs', '/home/ann/.local/state/dos-hook/backups'],
    [
      { ...LINUX, env: { XDG_DATA_HOME: '/d', XDG_STATE_HOME: '/s' } },
      '/d/dos-hook/programs',
      '/s/dos-hook/backups',
    ],
    [
      { ...LINUX, env: { XDG_DATA_HOME: 'relative', XDG_STATE_HOME: '' } },
      '/home/ann/.local/share/dos-hook/programs',
      '/home/ann/.local/state/dos-hook/backups',
    ],
    [
      MACOS,
      '/Users/ann/Library/Application Support/dos-hook/programs',
      '/Users/ann/Library/Application Support/dos-hook/backups',
    ],
    [
      WINDOWS,
      'C:\\Users\\ann\\AppData\\Local\\dos-hook\\programs',
      'C:\\Users\\ann\\AppData\\Local\\dos-hook\\backups',
    ],
    [
      { ...WINDOWS, env: { LOCALAPPDATA: 'E:\\Local' } },
      'E:\\Local\\dos-hook\\programs',
      'E:\\Local\\dos-hook\\backups',
    ],
  ])('of %j are where the platform keeps such', (facts, programs, backups) => {
    const heard = backups.replace(/backups$/, 'heard')
    expect(ownFolders(facts)).toEqual({ programs, backups, heard })
  })

  test.each([
    [LINUX, '/home/ann/.local/share/dos-hook/programs/native/dos-hook'],
    [MACOS, '/Users/ann/Library/Application Support/dos-hook/programs/native/dos-hook'],
    [WINDOWS, 'C:\\Users\\ann\\AppData\\Local\\dos-hook\\programs\\native\\dos-hook.exe'],
  ])('hold what is compiled on %j', (facts, path) => {
    expect(nativePath(facts)).toBe(path)
  })
})

describe('a program lasts', () => {
  const projects = [
    '/srv/shop/package.json',
    'D:\\shop/package.json',
    '/home/ann/.bun/install/global/package.json',
  ]
  const exists = (path: string) => projects.includes(path)
  test.each([
    ['/usr/lib/node_modules/dos-hook/dist/dos-hook.js', undefined, true],
    ['/home/ann/.bun/install/global/node_modules/dos-hook/dist/dos-hook.js', undefined, true],
    ['/opt/dos-hook', undefined, true],
    ['/srv/shop/node_modules/dos-hook/dist/dos-hook.js', undefined, false],
    ['/srv/shop/node_modules/dos-hook/dist/dos-hook.js', '/srv/shop', true],
    ['/srv/shop/node_modules/.pnpm/dos-hook@1/node_modules/dos-hook/dist/dos-hook.js', '/srv/shop', true],
    ['/srv/shop/node_modules/dos-hook/dist/dos-hook.js', '/srv/sho', false],
    ['/home/ann/.npm/_npx/3f/node_modules/dos-hook/dist/dos-hook.js', undefined, false],
    ['/home/ann/.npm/_npx/3f/node_modules/dos-hook/dist/dos-hook.js', '/home/ann', false],
    ['/home/ann/.cache/pnpm/dlx/1/node_modules/dos-hook/dist/dos-hook.js', undefined, false],
    ['/home/ann/.bun/install/cache/dos-hook@1/dist/dos-hook.js', undefined, false],
    ['/tmp/bunx-0-dos-hook@latest/node_modules/dos-hook/dist/dos-hook.js', undefined, false],
    ['/tmp/dos-hook', undefined, false],
    ['/tmporary/dos-hook', undefined, true],
    [
      'C:\\Users\\ann\\AppData\\Local\\npm-cache\\_npx\\3f\\node_modules\\dos-hook\\dist\\dos-hook.js',
      undefined,
      false,
    ],
    ['D:\\shop\\node_modules\\dos-hook\\dist\\dos-hook.js', undefined, false],
  ])('at %s for the project %s: %s', (path, project, lasts) => {
    expect(isLasting(path, project, { temporary: '/tmp', exists })).toBe(lasts)
  })
})

describe('the command that settings name', () => {
  const facts: ProgramFacts = {
    ...LINUX,
    self: { kind: 'binary', path: '/opt/dos-hook' },
    scope: 'user',
    project: '/nowhere',
    version: '1',
  }
  const chosen = (more: Partial<ProgramFacts>) => chooseProgram({ ...facts, ...more })

  test.each([
    ['the binary', {}, ['/opt/dos-hook']],
    [
      'the binary on Windows',
      { ...WINDOWS, self: { kind: 'binary', path: 'C:\\tools\\dos-hook.exe' } },
      ['C:\\tools\\dos-hook.exe'],
    ],
    ['found in the project where they are shared', { scope: 'project' }, PROJECT_COMMAND],
    ['found in the project on Windows as well', { ...WINDOWS, scope: 'project' }, PROJECT_COMMAND],
  ] as const)('is %s', (_, more, expected) => {
    const program = chosen(more)
    expect(program.ok && [...program.words]).toEqual([...expected])
  })

  test('is not Bun with the script on Windows, which would read the bunfig.toml of a folder', () => {
    const self = { kind: 'script', path: 'C:\\tools\\dos-hook.js', runtime: 'C:\\bun\\bun.exe' } as const
    expect(chosen({ ...WINDOWS, self })).toEqual({
      ok: false,
      why: 'on Windows settings need Node, which is not on the PATH',
    })
  })

  test('is on Windows a line that needs sh, which is said', () => {
    expect(chosen({ ...WINDOWS, scope: 'project' })).toMatchObject({
      remark: expect.stringContaining('on Windows it needs a host that runs hooks by Git Bash'),
    })
  })
})
