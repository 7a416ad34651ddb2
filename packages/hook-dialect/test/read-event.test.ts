import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import {
  dialectOf,
  type EventKind,
  type Fields,
  HOST_NAMES,
  type HostName,
  type NeutralEvent,
} from '../src/index.ts'
import { environments, events, hosts } from './support/arbitrary-events.ts'

setDefaultTimeout(60_000)

const UNKNOWN: NeutralEvent = {
  kind: 'unnamed',
  noStop: undefined,
  name: undefined,
  sessionId: undefined,
  project: undefined,
  cwd: undefined,
  turnId: undefined,
  transcriptPath: undefined,
  sessionStartSource: undefined,
  latched: undefined,
  backgroundTasks: undefined,
  schedules: undefined,
  attended: undefined,
}

describe('An event without fields', () => {
  for (const host of HOST_NAMES) {
    test(`says nothing, to ${host} as well`, () => {
      expect(dialectOf(host).readEvent({}, {})).toEqual(UNKNOWN)
    })
  }
})

/** Events of hosts that no run has recorded, as their documentation shows them. */
const DOCUMENTED: readonly (readonly [HostName, Fields, Partial<NeutralEvent>])[] = [
  [
    'cursor',
    {
      conversation_id: 'c1',
      generation_id: 'g1',
      hook_event_name: 'stop',
      workspace_roots: ['/project', '/other'],
      status: 'completed',
      loop_count: 0,
    },
    {
      kind: 'stop',
      name: 'stop',
      sessionId: 'c1',
      turnId: 'g1',
      project: '/project',
      cwd: '/project',
      latched: false,
    },
  ],
  [
    'cursor',
    { conversation_id: 'c1', hook_event_name: 'stop', workspace_roots: [], loop_count: 2 },
    { kind: 'stop', name: 'stop', sessionId: 'c1', latched: true },
  ],
  [
    'cursor',
    {
      conversation_id: 'c1',
      hook_event_name: 'preToolUse',
      workspace_roots: ['/project'],
      cwd: '/project/sub',
    },
    { kind: 'before-tool', name: 'preToolUse', sessionId: 'c1', project: '/project', cwd: '/project/sub' },
  ],
  [
    'vscode',
    {
      timestamp: '2026-02-09T10:30:00.000Z',
      cwd: '/project',
      sessionId: 's1',
      hookEventName: 'Stop',
      transcript_path: '/t.json',
      stop_hook_active: true,
    },
    {
      kind: 'stop',
      name: 'Stop',
      sessionId: 's1',
      cwd: '/project',
      transcriptPath: '/t.json',
      latched: true,
    },
  ],
  [
    'antigravity',
    {
      conversationId: 'c1',
      transcriptPath: '/t.jsonl',
      workspacePaths: ['/project'],
      executionNum: 0,
      terminationReason: 'NO_TOOL_CALL',
      fullyIdle: true,
    },
    {
      kind: 'stop',
      sessionId: 'c1',
      project: '/project',
      cwd: '/project',
      transcriptPath: '/t.jsonl',
      backgroundTasks: 0,
    },
  ],
  [
    'antigravity',
    { conversationId: 'c1', workspacePaths: [], fullyIdle: false },
    { kind: 'stop', sessionId: 'c1', backgroundTasks: 1 },
  ],
  [
    'droid',
    {
      session_id: 's1',
      transcript_path: '/h/.factory/projects/p/s1.jsonl',
      cwd: '/project',
      permission_mode: 'default',
      hook_event_name: 'Stop',
      stop_hook_active: true,
    },
    {
      kind: 'stop',
      name: 'Stop',
      sessionId: 's1',
      cwd: '/project',
      transcriptPath: '/h/.factory/projects/p/s1.jsonl',
      latched: true,
    },
  ],
  [
    'kiro',
    { session_id: 's1', hook_event_name: 'Stop', cwd: '/project' },
    { kind: 'stop', name: 'Stop', sessionId: 's1', cwd: '/project' },
  ],
]

describe('An event as its documentation shows it', () => {
  test.each(DOCUMENTED)('is read from %s: %j', (host, fields, expected) => {
    expect(dialectOf(host).readEvent(fields, {})).toEqual({ ...UNKNOWN, ...expected })
  })
})

/** What each host calls its events, and what is made of others' names. */
const NAMED: readonly (readonly [HostName, string, EventKind])[] = [
  ['claude-code', 'Stop', 'stop'],
  ['claude-code', 'SubagentStop', 'other'],
  ['claude-code', 'UserPromptSubmit', 'prompt'],
  ['claude-code', 'PreToolUse', 'before-tool'],
  ['claude-code', 'SessionStart', 'session-start'],
  ['claude-code', 'AfterAgent', 'other'],
  ['claude-code', 'stop', 'other'],
  ['claude-code', '', 'other'],
  ['codex', 'Stop', 'stop'],
  ['gemini', 'AfterAgent', 'stop'],
  ['gemini', 'BeforeAgent', 'prompt'],
  ['gemini', 'BeforeTool', 'before-tool'],
  ['gemini', 'Stop', 'other'],
  ['qwen', 'Stop', 'stop'],
  ['copilot', 'Stop', 'stop'],
  ['copilot', 'agentStop', 'stop'],
  ['copilot', 'userPromptSubmitted', 'prompt'],
  ['cursor', 'stop', 'stop'],
  ['cursor', 'beforeSubmitPrompt', 'prompt'],
  ['cursor', 'subagentStop', 'other'],
  ['vscode', 'Stop', 'stop'],
  ['antigravity', 'Stop', 'stop'],
  ['antigravity', 'PreInvocation', 'other'],
  ['droid', 'Stop', 'stop'],
  ['kiro', 'Stop', 'stop'],
  ['kiro', 'stop', 'stop'],
  ['kiro', 'agentSpawn', 'session-start'],
]

/** Events that don't give their name, by what they have instead. */
const UNNAMED: readonly (readonly [HostName, Fields, EventKind])[] = [
  ['copilot', { sessionId: 's', stopReason: 'end_turn' }, 'stop'],
  ['copilot', { sessionId: 's', stopReason: 'end_turn', agentName: 'explore' }, 'other'],
  ['copilot', { sessionId: 's', toolName: 'bash', toolArgs: {} }, 'before-tool'],
  ['copilot', { sessionId: 's', toolName: 'bash', toolArgs: {}, toolResult: {} }, 'other'],
  ['copilot', { sessionId: 's', toolName: 'bash', toolArgs: {}, error: 'failed' }, 'other'],
  ['copilot', { sessionId: 's', prompt: 'go on' }, 'prompt'],
  ['copilot', { sessionId: 's', source: 'startup' }, 'session-start'],
  ['copilot', { sessionId: 's', reason: 'complete' }, 'unnamed'],
  ['antigravity', { conversationId: 'c', fullyIdle: 'yes' }, 'unnamed'],
  ['antigravity', { conversationId: 'c', toolCall: { name: 'run_command' } }, 'other'],
  ['antigravity', { conversationId: 'c', invocationNum: 0 }, 'other'],
  ['claude-code', { session_id: 's', stopReason: 'end_turn' }, 'unnamed'],
  ['claude-code', { hook_event_name: null }, 'unnamed'],
  ['claude-code', { hook_event_name: 5 }, 'other'],
  ['claude-code', { hook_event_name: ['Stop'] }, 'other'],
  ['copilot', { hook_event_name: {}, stopReason: 'end_turn' }, 'other'],
]

describe('An event', () => {
  test.each(NAMED)('of %s that is named %j is %s', (host, name, kind) => {
    for (const field of ['hook_event_name', 'hookEventName']) {
      expect(dialectOf(host).readEvent({ [field]: name }, {})).toMatchObject({ kind, name })
    }
  })

  test.each(UNNAMED)('of %s that is %j is %s', (host, fields, kind) => {
    expect(dialectOf(host).readEvent(fields, {})).toMatchObject({ kind, name: undefined })
  })

  test('is what its name is, for each name that a dialect lists', () => {
    for (const host of HOST_NAMES) {
      const { events: names, readEvent } = dialectOf(host)
      expect(names.stop.length).toBeGreaterThan(0)
      for (const point of ['stop', 'prompt', 'before-tool', 'session-start'] as const) {
        for (const name of names[point]) {
          expect([host, readEvent({ hook_event_name: name }, {}).kind]).toEqual([host, point])
        }
      }
    }
  })

  test.each(
    [...HOST_NAMES].flatMap((host) => ['startup', 'compact', 5, ''].map((source) => [host, source] as const)),
  )('of %s that starts a session says why, in its source %j, and no other event does', (host, source) => {
    const { events: names, readEvent } = dialectOf(host)
    const expected = typeof source === 'string' && source !== '' ? source : undefined
    for (const name of names['session-start']) {
      expect(readEvent({ hook_event_name: name, source }, {}).sessionStartSource).toBe(expected as never)
    }
    for (const name of [...names.stop, ...names.prompt]) {
      expect(readEvent({ hook_event_name: name, source }, {}).sessionStartSource).toBeUndefined()
    }
  })
})

describe('Whatever JSON an event holds,', () => {
  test('it is read without a throw, and each member is of its type', () => {
    fc.assert(
      fc.property(hosts, events, environments, (host, fields, env) => {
        const event = dialectOf(host).readEvent(fields, env)
        expect(Object.keys(event).toSorted()).toEqual(Object.keys(UNKNOWN).toSorted())
        const { sessionId, project, cwd, turnId, transcriptPath, sessionStartSource } = event
        for (const text of [sessionId, project, cwd, turnId, transcriptPath, sessionStartSource]) {
          if (text !== undefined) expect(typeof text === 'string' && text !== '').toBe(true)
        }
        if (event.name !== undefined) expect(typeof event.name).toBe('string')
        if (event.noStop !== undefined) expect(event.kind).toBe('other')
        for (const truth of [event.latched, event.attended]) {
          if (truth !== undefined) expect(typeof truth).toBe('boolean')
        }
        for (const count of [event.backgroundTasks, event.schedules]) {
          if (count !== undefined) expect(Number.isInteger(count) && count >= 0).toBe(true)
        }
        expect(['stop', 'prompt', 'before-tool', 'session-start', 'other', 'unnamed']).toContain(event.kind)
      }),
      { numRuns: 500 },
    )
  })

  test('a list that is absent or no list is unknown, and never empty', () => {
    fc.assert(
      fc.property(hosts, events, (host, fields) => {
        const { backgroundTasks, schedules } = dialectOf(host).readEvent(fields, {})
        const tasks = fields['background_tasks']
        const idle = host === 'antigravity' ? fields['fullyIdle'] : undefined
        if (typeof idle === 'boolean') expect(backgroundTasks).toBe(idle ? 0 : 1)
        else if (!Array.isArray(tasks)) expect(backgroundTasks).toBeUndefined()
        else expect(backgroundTasks).toBeLessThanOrEqual(tasks.length)
        const crons = fields['session_crons'] ?? fields['crons']
        expect(schedules).toBe(Array.isArray(crons) ? crons.length : undefined)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing is read that is not in it', () => {
    fc.assert(
      fc.property(hosts, events, (host, fields) => {
        const values = new Set(
          Object.values(fields).flatMap((value) => (Array.isArray(value) ? value : [value])),
        )
        const { sessionId, project, cwd, turnId, transcriptPath, name } = dialectOf(host).readEvent(
          fields,
          {},
        )
        for (const text of [sessionId, project, cwd, turnId, transcriptPath, name]) {
          if (text !== undefined) expect(values.has(text)).toBe(true)
        }
      }),
    )
  })
})
