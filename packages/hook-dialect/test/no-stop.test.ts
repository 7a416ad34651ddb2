import { describe, expect, test } from 'bun:test'
import { dialectOf, type Fields, HOST_NAMES, type HostName } from '../src/index.ts'

/** A Stop of each host, as it is sent where the turn ended by itself. */
const STOPS: Readonly<Record<HostName, Fields>> = {
  'claude-code': { hook_event_name: 'Stop', session_id: 's' },
  codex: { hook_event_name: 'Stop', session_id: 's', turn_id: 't' },
  gemini: { hook_event_name: 'AfterAgent', session_id: 's' },
  qwen: { hook_event_name: 'Stop', session_id: 's' },
  copilot: { sessionId: 's', timestamp: 1, stopReason: 'end_turn' },
  cursor: { hook_event_name: 'stop', conversation_id: 's', status: 'completed', loop_count: 0 },
  vscode: { hook_event_name: 'Stop', session_id: 's', timestamp: 't' },
  antigravity: { conversationId: 's', fullyIdle: true, terminationReason: 'NO_TOOL_CALL', error: '' },
  droid: { hook_event_name: 'Stop', session_id: 's' },
  kiro: { hook_event_name: 'stop', session_id: 's' },
}

const read = (host: HostName, more: Fields) => dialectOf(host).readEvent({ ...STOPS[host], ...more }, {})

describe('A Stop', () => {
  test.each([...HOST_NAMES])('of %s is one where its turn ended by itself', (host) => {
    expect(read(host, {})).toMatchObject({ kind: 'stop', noStop: undefined })
  })

  test.each(
    HOST_NAMES.flatMap((host) =>
      ['agentId', 'agent_id', 'parentAgentId', 'parent_agent_id'].map((field) => [host, field] as const),
    ),
  )('of %s with a %s is a subagent’s, whatever stands there, and none of the session', (host, field) => {
    for (const id of ['a1', 'main', 7, 0, {}, ['a']]) {
      expect(read(host, { [field]: id })).toMatchObject({
        kind: 'other',
        noStop: `the event's ${field} says that a subagent stopped, and not the session`,
      })
    }
    for (const nobody of [null, '', undefined]) {
      expect(read(host, { [field]: nobody })).toMatchObject({ kind: 'stop', noStop: undefined })
    }
  })

  test('of a subagent is none without a name, too, and its other events are what they are', () => {
    const { readEvent } = dialectOf('claude-code')
    expect(readEvent({ session_id: 's', agent_id: 'a' }, {})).toMatchObject({ kind: 'other' })
    expect(readEvent({ hook_event_name: 'PreToolUse', agent_id: 'a' }, {})).toMatchObject({
      kind: 'before-tool',
      noStop: undefined,
    })
  })

  // The field, what it says of a turn that ended by itself, and of one that did not.
  test.each([
    ['cursor', 'status', ['completed', null, '', undefined, 5], ['aborted', 'error', 'ABORTED', 'cancelled']],
    ['copilot', 'stopReason', ['end_turn', null, '', 5], ['error', 'cancelled', 'max_turns']],
    ['copilot', 'stop_reason', ['end_turn', null], ['error', 'aborted']],
    [
      'antigravity',
      'terminationReason',
      ['NO_TOOL_CALL', 'EXECUTOR_TERMINATION_REASON_NO_TOOL_CALL', null, '', undefined, 4],
      ['ERROR', 'USER_CANCELED', 'MAX_INVOCATIONS', 'MAX_FORCED_INVOCATIONS', 'no'],
    ],
    ['antigravity', 'error', ['', null, undefined], ['model error', ' ']],
  ] as const)('of %s is none where its %s says that the turn was cut short', (host, field, whole, cut) => {
    for (const value of whole) expect(read(host, { [field]: value })).toMatchObject({ kind: 'stop' })
    for (const value of cut) {
      expect(read(host, { [field]: value })).toMatchObject({
        kind: 'other',
        noStop: `the event's ${field} says that the turn was cut short`,
      })
    }
  })

  test('is not cut short by what is no word of its host', () => {
    for (const host of HOST_NAMES.filter((name) => name !== 'cursor')) {
      expect([host, read(host, { status: 'aborted' }).kind]).toEqual([host, 'stop'])
    }
    for (const host of HOST_NAMES.filter((name) => name !== 'antigravity')) {
      const more = { terminationReason: 'ERROR', error: 'e' }
      expect([host, read(host, more).kind]).toEqual([host, 'stop'])
    }
  })
})

describe('A background task', () => {
  test.each([...HOST_NAMES])('of %s counts while it is running or pending, or doesn’t say', (host) => {
    if (host === 'antigravity') return expect(read(host, { background_tasks: [{}] }).backgroundTasks).toBe(0)
    const count = (...tasks: unknown[]) => read(host, { background_tasks: tasks }).backgroundTasks
    expect(count({ status: 'running' }, { status: 'pending' }, {}, null, 'x', { status: 7 })).toBe(6)
    expect(count({ status: 'completed' }, { status: 'failed' }, { status: 'cancelled' })).toBe(0)
    expect(count({ status: 'completed' }, { status: 'running' })).toBe(1)
  })
})
