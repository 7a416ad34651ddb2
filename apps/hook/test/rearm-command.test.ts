import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { run } from './support/command.ts'
import { expectReleased, expectTrouble } from './support/expectations.ts'
import { RUNTIMES } from './support/launch.ts'
import { malformedStdin } from './support/malformed.ts'
import { expectSilent, ops, rearm, tallyText, toolCall } from './support/schedule.ts'
import { DENY, schedule, WAKEUP } from './support/wake-ups.ts'
import { MARKER, makeWorkspace, SESSION } from './support/workspace.ts'

setDefaultTimeout(120_000)

describe('The real command', () => {
  for (const by of RUNTIMES) {
    test(`stretches and refuses by exactly one line, as ${by}`, async () => {
      using workspace = makeWorkspace()
      const event = toolCall(workspace, 'ScheduleWakeup', { ...WAKEUP, more: { nested: ['…'] } })
      expectReleased(await run(event, { by, args: ['rearm'] }))
      const stretched = await run(event, { by, args: ['rearm'] })
      expect(stretched).toMatchObject({
        status: 0,
        stderr: '',
        stdout:
          '{"hookSpecificOutput":{"hookEventName":"PreToolUse","updatedInput":{"delaySeconds":120,' +
          '"reason":"waiting for the build","prompt":"look at the build","noop":true,"more":{"nested":["…"]}}}}\n',
      })
      workspace.put('dos.toml', DENY)
      const denied = await run(event, { by, args: ['rearm', '--max-markers', '1'] })
      expect(denied).toMatchObject({ status: 0, stderr: '' })
      expect(denied.stdout).toMatch(
        /^\{"hookSpecificOutput":\{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"[^\n]*"\}\}\n$/,
      )
    })
  }

  test('lets everything malformed pass, with at most one line that says why and nothing recorded', async () => {
    using workspace = makeWorkspace()
    const args = ['rearm', '--workspace', workspace.path]
    const samples = fc.sample(malformedStdin, { seed: 20260610, numRuns: storm(250, 50) }).values()
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const bytes of samples) {
          const ended = await run(bytes, { args, cwd: workspace.path })
          // An event of another name is none of its business.
          if (ended.stderr === '') expectReleased(ended)
          else expect(expectTrouble(ended)).not.toContain('fault of dos-hook')
        }
      }),
    )
    expect(workspace.all()).toEqual([])
  })
})

describe('Events and flags', () => {
  test('of another name are passed over, and one of no name is told', async () => {
    using workspace = makeWorkspace()
    for (const name of ['Stop', 'PostToolUse', 'UserPromptSubmit', 7]) {
      expectSilent(await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP, { hook_event_name: name })))
    }
    const { status, stdout, stderr } = await rearm(
      toolCall(workspace, 'ScheduleWakeup', WAKEUP, { hook_event_name: null }),
    )
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: [],
      stderr: ['the event has no hook_event_name, where PreToolUse was expected'],
    })
    expect(workspace.all()).toEqual([])
  })

  test('a dos.toml that cannot be read lets the call through, with one line that says why', async () => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', '[wake]\nrearm = 4\n')
    const { status, stdout, stderr } = await schedule(workspace)
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: [],
      stderr: [expect.stringMatching(/dos\.toml:2:9: rearm must be .*, but is 4$/)],
    })
    expect(ops(workspace)).toBe('')
  })

  test('a call without a session passes, and is told', async () => {
    using workspace = makeWorkspace()
    const { stdout, stderr } = await rearm(
      toolCall(workspace, 'ScheduleWakeup', WAKEUP, { session_id: undefined }),
    )
    expect({ stdout, stderr }).toEqual({ stdout: [], stderr: [expect.stringMatching(/^no session: /)] })
  })

  test('--dry-run says what would be done, writes nothing and changes nothing', async () => {
    using workspace = makeWorkspace()
    const dry = async (args: readonly string[] = []): Promise<string> => {
      const event = toolCall(workspace, 'ScheduleWakeup', WAKEUP)
      const { status, stdout, stderr } = await rearm(event, ['--dry-run', ...args])
      expect({ status, stdout }).toEqual({ status: 0, stdout: [] })
      return stderr.join()
    }
    expect(await dry()).toBe('dry run: would pass: 1 no-op tick in a row')
    expect(workspace.all()).toEqual([])
    await schedule(workspace)
    const before = tallyText(workspace)
    expect(await dry()).toBe('dry run: would stretch: 2 no-op ticks in a row: 60 s become 120 s')
    workspace.put('dos.toml', DENY)
    expect(await dry(['--max-markers', '2'])).toStartWith('dry run: would deny: Nothing was scheduled')
    expect(tallyText(workspace)).toBe(before)
  })

  test('--json prints one object that no host takes for an answer', async () => {
    using workspace = makeWorkspace()
    workspace.put(`.dos/markers/${SESSION}.jsonl`, MARKER.repeat(2))
    const { stdout, stderr } = await rearm(toolCall(workspace, 'ScheduleWakeup', WAKEUP), ['--json'])
    expect(stderr).toEqual([])
    expect(stdout.map((line) => JSON.parse(line))).toEqual([
      {
        verb: 'rearm',
        action: 'stretch',
        prompt: null,
        markers_emitted: 3,
        max_markers: 4,
        delay_seconds: 240,
        reason: '3 no-op ticks in a row: 60 s become 240 s',
        session_id: SESSION,
        workspace: workspace.path,
        tally: workspace.tally,
        dry_run: false,
        trouble: false,
        warnings: [],
      },
    ])
  })

  test('a wrong command line leaves with 1 and the nearest right word', async () => {
    expect(await rearm('', ['--max-marker', '3'])).toMatchObject({
      status: 1,
      stdout: [],
      stderr: ['there is no flag --max-marker; the nearest is --max-markers. See dos-hook rearm --help'],
    })
  })
})
