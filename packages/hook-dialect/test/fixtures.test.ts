import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dialectOf, type Fields, type HostName, type NeutralEvent, tellHost } from '../src/index.ts'

const ROOT = join(import.meta.dir, '../../..')
const FOLDERS = ['apps/hook/test/fixtures', 'e2e/fixtures']

/** Whose event a file is, by the beginning of its name. */
const HOSTS: Readonly<Record<string, HostName>> = {
  'claude-code': 'claude-code',
  codex: 'codex',
  gemini: 'gemini',
  qwen: 'qwen',
  copilot: 'copilot',
  droid: 'droid',
}

interface Fixture {
  readonly file: string
  readonly host: HostName
  readonly fields: Fields
}

const FIXTURES: readonly Fixture[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => {
    const host = Object.entries(HOSTS).find(([start]) => name.startsWith(start))?.[1]
    if (host === undefined) throw new Error(`${folder}/${name} is of a host that is not known here`)
    const file = `${folder}/${name}`
    return { file, host, fields: JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Fields }
  }),
)

/** What Claude Code's hooks run in; other hosts have the same where they were started from it. */
const WITHIN_CLAUDE_CODE = { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ATTENDED: '1' }

describe('A Stop that a host has sent', () => {
  test('is there of each host that runs without an account', () => {
    expect(new Set(FIXTURES.map(({ host }) => host))).toEqual(new Set(Object.values(HOSTS)))
  })

  test.each(FIXTURES.map(({ file, host, fields }) => [file, host, fields] as const))(
    'is told for sure, and read as one: %s',
    (_, host, fields) => {
      expect(tellHost(fields, WITHIN_CLAUDE_CODE)).toMatchObject({ host, sure: true })
      const event: NeutralEvent = dialectOf(host).readEvent(fields, WITHIN_CLAUDE_CODE)
      expect(event).toMatchObject({
        kind: 'stop',
        sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        cwd: expect.stringMatching(/project$/),
        transcriptPath: expect.stringMatching(/\.jsonl?$/),
      })
      expect(event.turnId !== undefined).toBe(host === 'codex')
      expect(event.attended).toBe(host === 'claude-code' ? true : undefined)
    },
  )

  test.each([
    // file, latched, background tasks, schedules
    ['apps/hook/test/fixtures/claude-code-stop-interactive.json', false, 2, 2],
    ['apps/hook/test/fixtures/claude-code-stop-older.json', false, undefined, undefined],
    ['apps/hook/test/fixtures/claude-code-stop-print.json', false, 0, 0],
    ['apps/hook/test/fixtures/codex-stop.json', false, undefined, undefined],
    ['apps/hook/test/fixtures/copilot-agent-stop.json', undefined, undefined, undefined],
    ['apps/hook/test/fixtures/copilot-stop.json', false, undefined, undefined],
    ['apps/hook/test/fixtures/droid-stop.json', false, undefined, undefined],
    ['apps/hook/test/fixtures/gemini-after-agent.json', false, undefined, undefined],
    ['apps/hook/test/fixtures/qwen-stop-older.json', true, undefined, undefined],
    ['apps/hook/test/fixtures/qwen-stop.json', false, 1, 0],
    ['e2e/fixtures/claude-code-stop.json', false, 0, 0],
    ['e2e/fixtures/codex-stop.json', false, undefined, undefined],
    ['e2e/fixtures/copilot-cli-agentStop.json', false, undefined, undefined],
    ['e2e/fixtures/copilot-cli-stop.json', false, undefined, undefined],
    ['e2e/fixtures/droid-stop.json', false, undefined, undefined],
    ['e2e/fixtures/gemini-cli-stop.json', false, undefined, undefined],
    ['e2e/fixtures/qwen-code-stop.json', false, 0, 0],
  ] as const)('has what it says and no more: %s', (file, latched, backgroundTasks, schedules) => {
    const fixture = FIXTURES.find((one) => one.file === file)
    if (fixture === undefined) throw new Error(`${file} is gone`)
    const event = dialectOf(fixture.host).readEvent(fixture.fields, {})
    expect([event.latched, event.backgroundTasks, event.schedules]).toEqual([
      latched,
      backgroundTasks,
      schedules,
    ])
  })
})
