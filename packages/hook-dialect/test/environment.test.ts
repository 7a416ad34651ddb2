import { describe, expect, test } from 'bun:test'
import { dialectOf, type Environment, HOST_NAMES, type HostName, speaksFor } from '../src/index.ts'

/** The variables that name the project, by host; the host's own goes before Claude Code's, which several set too. */
const VARIABLES: Readonly<Partial<Record<HostName, readonly string[]>>> = {
  'claude-code': ['CLAUDE_PROJECT_DIR'],
  gemini: ['GEMINI_PROJECT_DIR', 'CLAUDE_PROJECT_DIR'],
  qwen: ['QWEN_PROJECT_DIR', 'CLAUDE_PROJECT_DIR'],
  copilot: ['COPILOT_PROJECT_DIR', 'CLAUDE_PROJECT_DIR'],
  cursor: ['CURSOR_PROJECT_DIR', 'CLAUDE_PROJECT_DIR'],
  droid: ['FACTORY_PROJECT_DIR', 'CLAUDE_PROJECT_DIR'],
}

const EVERY_VARIABLE = [...new Set(Object.values(VARIABLES).flat())]

const read = (host: HostName, env: Environment, fields: object = { session_id: 's' }) =>
  dialectOf(host).readEvent(fields as never, env)

describe('The project', () => {
  test.each([...HOST_NAMES])('of %s is what its own variable names, and no other host’s', (host) => {
    const own = VARIABLES[host] ?? []
    const all = Object.fromEntries(EVERY_VARIABLE.map((name) => [name, `/from/${name}`]))
    expect(read(host, all).project).toBe(own[0] === undefined ? undefined : `/from/${own[0]}`)
    for (const name of EVERY_VARIABLE) {
      expect(read(host, { [name]: '/p' }).project).toBe(own.includes(name) ? '/p' : undefined)
      expect(read(host, { [name]: '' }).project).toBeUndefined()
    }
  })

  test('stays while the folder the model stands in moves', () => {
    const env = { CLAUDE_PROJECT_DIR: '/project' }
    for (const cwd of ['/project', '/project/vendor/lib', '/elsewhere']) {
      expect(read('claude-code', env, { session_id: 's', cwd })).toMatchObject({ project: '/project', cwd })
    }
  })

  test('of an event that names its workspace folders is the first of them, whatever the environment says', () => {
    const env = { CURSOR_PROJECT_DIR: '/other', CLAUDE_PROJECT_DIR: '/other' }
    const cursor = { conversation_id: 'c', workspace_roots: ['/one', '/two'], cwd: '/one/sub' }
    expect(read('cursor', env, cursor)).toMatchObject({ project: '/one', cwd: '/one/sub' })
    const antigravity = { conversationId: 'c', workspacePaths: ['/one', '/two'] }
    expect(read('antigravity', env, antigravity)).toMatchObject({ project: '/one', cwd: '/one' })
  })
})

/** `CLAUDE_CODE_SESSION_ID`, the session of the event, and whether the one speaks for the other. */
const OWNERS = [
  [undefined, 's', true],
  ['', 's', true],
  ['s', 's', true],
  ['other', 's', false],
  ['S', 's', false],
  ['other', undefined, false],
  [undefined, undefined, true],
] as const

describe('The environment', () => {
  test.each(OWNERS)('of the session %j speaks for an event of %j: %p', (owner, sessionId, speaks) => {
    const env = { CLAUDE_CODE_SESSION_ID: owner }
    expect(speaksFor(env, sessionId)).toBe(speaks)
    const all = Object.fromEntries(EVERY_VARIABLE.map((name) => [name, '/p']))
    for (const host of HOST_NAMES) {
      const id =
        host === 'cursor' ? 'conversation_id' : host === 'antigravity' ? 'conversationId' : 'session_id'
      const event = read(host, { ...env, ...all, CLAUDE_CODE_SESSION_ATTENDED: '1' }, { [id]: sessionId })
      expect([host, event.project]).toEqual([host, speaks && host in VARIABLES ? '/p' : undefined])
      expect([host, event.attended]).toEqual([host, speaks && host === 'claude-code' ? true : undefined])
    }
  })

  // As each version of Claude Code sets them, and what neither says.
  test.each([
    ['1', undefined, true],
    ['0', undefined, false],
    ['1', 'sdk-cli', true],
    ['0', 'cli', false],
    [undefined, 'cli', true],
    [undefined, 'sdk-cli', false],
    ['', 'cli', true],
    ['true', 'cli', undefined],
    [undefined, 'sdk-ts', undefined],
    [undefined, 'claude-vscode', undefined],
    [undefined, '', undefined],
    [undefined, undefined, undefined],
  ] as const)(
    'says with ATTENDED %j and ENTRYPOINT %j whether a person attends: %p',
    (attended, entrypoint, said) => {
      const env = { CLAUDE_CODE_SESSION_ATTENDED: attended, CLAUDE_CODE_ENTRYPOINT: entrypoint }
      for (const host of HOST_NAMES) {
        expect([host, read(host, env).attended]).toEqual([host, host === 'claude-code' ? said : undefined])
      }
    },
  )
})
