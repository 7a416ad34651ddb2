import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './support/command.ts'
import { expectHeld, expectReleased } from './support/expectations.ts'
import { RUNTIMES } from './support/launch.ts'
import { makeWorkspace } from './support/workspace.ts'

setDefaultTimeout(60_000)

const FIXTURES = join(import.meta.dir, 'fixtures')

/** An event as this host sends it, but for the folder it is about, as text. */
function eventOf(fixture: string, cwd: string): string {
  const event = JSON.parse(readFileSync(join(FIXTURES, fixture), 'utf8'))
  if (event.cwd !== '/home/user/project') throw new Error(`${fixture} is about another folder`)
  return JSON.stringify({ ...event, cwd })
}

function sessionOf(event: string): string {
  const { session_id, sessionId = session_id } = JSON.parse(event)
  return sessionId
}

/** Their first Stop already says that a hook holds them. */
const LATCHED = ['qwen-stop-older.json']

describe('The Stop of a host', () => {
  const fixtures = readdirSync(FIXTURES).filter((name) => !LATCHED.includes(name))

  test('is that of each host there is a fixture of', () => {
    expect(fixtures.toSorted()).toEqual([
      'claude-code-stop-interactive.json',
      'claude-code-stop-older.json',
      'claude-code-stop-print.json',
      'codex-stop.json',
      'copilot-agent-stop.json',
      'copilot-stop.json',
      'droid-stop.json',
      'gemini-after-agent.json',
      'qwen-stop.json',
    ])
  })

  for (const fixture of fixtures) {
    test(`is held four times and then released: ${fixture}`, async () => {
      using workspace = makeWorkspace()
      const event = eventOf(fixture, workspace.path)
      for (let marker = 1; marker <= 4; marker += 1) {
        expect(expectHeld(await run(event)).reason).toContain(`marker ${marker} of 4`)
      }
      expectReleased(await run(event))
      expect(workspace.records(sessionOf(event))).toHaveLength(4)
    })

    test(`is an ordinary turn without evidence of a loop: ${fixture}`, async () => {
      using workspace = makeWorkspace()
      expectReleased(await run(eventOf(fixture, workspace.path), { args: ['marker'] }))
      expect(workspace.all()).toEqual([])
    })

    test(`is held by an environment that says loop, by each runtime: ${fixture}`, async () => {
      using workspace = makeWorkspace()
      const event = eventOf(fixture, workspace.path)
      for (const by of RUNTIMES) {
        expectHeld(await run(event, { by, args: ['marker'], env: { DOS_LOOP: '1' } }))
      }
      expect(workspace.records(sessionOf(event))).toHaveLength(RUNTIMES.length)
    })
  }

  for (const fixture of LATCHED) {
    test(`that says at once that a hook holds it is held where the latch is not respected: ${fixture}`, async () => {
      using workspace = makeWorkspace()
      const event = eventOf(fixture, workspace.path)
      expectReleased(await run(event))
      workspace.put('dos.toml', '[marker]\nrespect_stop_hook_active = false\n')
      for (let marker = 1; marker <= 4; marker += 1) expectHeld(await run(event))
      expectReleased(await run(event))
    })
  }
})

test('A budget is spent across wake-ups, and progress between them gives it back', async () => {
  using workspace = makeWorkspace()
  const first = eventOf('claude-code-stop-interactive.json', workspace.path)
  const chained = JSON.stringify({ ...JSON.parse(first), stop_hook_active: true })
  for (let wakeUp = 1; wakeUp <= 6; wakeUp += 1) {
    const ended = await run(first)
    if (wakeUp <= 4) expectHeld(ended)
    else expectReleased(ended)
    expectReleased(await run(chained))
  }
  const prompt = JSON.stringify({
    ...JSON.parse(first),
    hook_event_name: 'UserPromptSubmit',
    prompt: 'Go on',
  })
  expectReleased(await run(prompt, { args: ['marker', '--reset'] }))
  expect(expectHeld(await run(first)).reason).toContain('marker 1 of 4')
})
