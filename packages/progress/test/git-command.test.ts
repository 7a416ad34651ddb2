import { describe, expect, test } from 'bun:test'
import { gitCommand } from '../src/git-command.ts'

const question = { root: '/ws/repo', args: ['status'], timeoutMs: 1, maxBytes: 1 }

test('a command is what it is: read only, no code of the repository, nothing above its folder', () => {
  expect(gitCommand(question, { PATH: '/usr/bin', HOME: '/home/u' })).toMatchInlineSnapshot(`
    {
      "args": [
        "-C",
        "/ws/repo",
        "--no-pager",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        "status",
      ],
      "env": {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CEILING_DIRECTORIES": "/ws",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": "/home/u",
        "LC_ALL": "C",
        "PATH": "/usr/bin",
      },
    }
  `)
})

describe('the environment', () => {
  test('loses what would point git elsewhere and keeps what a person configured for all repositories', () => {
    const { env } = gitCommand(question, {
      GIT_DIR: '/elsewhere/.git',
      GIT_INDEX_FILE: '/elsewhere/index',
      GIT_CONFIG_PARAMETERS: "'alias.status=!evil'",
      GIT_TRACE: '/tmp/trace',
      GIT_CONFIG_GLOBAL: '/home/u/.gitconfig',
      UNSET: undefined,
    })
    expect(env['GIT_CONFIG_GLOBAL']).toBe('/home/u/.gitconfig')
    for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_CONFIG_PARAMETERS', 'GIT_TRACE', 'UNSET']) {
      expect(env).not.toHaveProperty(name)
    }
  })

  test.each([
    ['/usr/bin:.:node_modules/.bin::/bin', '/usr/bin:/bin'],
    ['C:\\Windows;D:\\git', 'C:\\Windows;D:\\git'],
    ['/a;b:.', '/a;b'],
    ['.:bin', '/nonexistent'],
  ])('looks programs up in absolute folders only: %p', (path, kept) => {
    expect(gitCommand(question, { PATH: path }).env['PATH']).toBe(kept)
  })

  test.each([
    ['/repo', '/'],
    ['/a/b/', '/a'],
    ['C:\\ws\\repo', 'C:\\ws'],
  ])('has its ceiling just above %p', (root, ceiling) => {
    expect(gitCommand({ ...question, root }, {}).env['GIT_CEILING_DIRECTORIES']).toBe(ceiling)
  })
})

test('further configuration stands before the subcommand', () => {
  const { args } = gitCommand({ ...question, config: [['filter.x.clean', '']] }, {})
  expect(args.slice(-3)).toEqual(['-c', 'filter.x.clean=', 'status'])
})
