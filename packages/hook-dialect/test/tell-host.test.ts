import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import fc from 'fast-check'
import {
  dialectOf,
  type Environment,
  type Fields,
  type HostName,
  isHostName,
  tellHost,
} from '../src/index.ts'
import { environments, events } from './support/arbitrary-events.ts'
import { KNOWN_FIELDS } from './support/known-fields.ts'

setDefaultTimeout(60_000)

const IN_CLAUDE = { CLAUDECODE: '1' }
const CLAUDE_PATH = '/h/.claude/projects/-p/s.jsonl'

const SENTENCES: readonly (readonly [Fields, Environment, HostName, boolean, string])[] = [
  [
    { transcript_path: CLAUDE_PATH },
    IN_CLAUDE,
    'claude-code',
    true,
    "the event's transcript_path and CLAUDECODE in the environment say Claude Code",
  ],
  [
    { transcript_path: CLAUDE_PATH },
    {},
    'claude-code',
    false,
    "the event's transcript_path suggests Claude Code",
  ],
  [
    { hook_event_name: 'Stop' },
    IN_CLAUDE,
    'claude-code',
    false,
    'nothing tells the host, so it is taken for Claude Code',
  ],
  [{}, {}, 'claude-code', false, 'nothing tells the host, so it is taken for Claude Code'],
  [{ turn_id: '3' }, IN_CLAUDE, 'codex', true, "the event's turn_id says Codex"],
  [
    { transcript_path: '/h/.codex/sessions/2026/r.jsonl', hook_event_name: 'SessionStart' },
    IN_CLAUDE,
    'codex',
    false,
    "the event's transcript_path suggests Codex",
  ],
  [
    { hook_event_name: 'AfterAgent' },
    IN_CLAUDE,
    'gemini',
    true,
    "the event's hook_event_name says Gemini CLI",
  ],
  [{ hook_event_name: 'BeforeTool' }, {}, 'gemini', true, "the event's hook_event_name says Gemini CLI"],
  [
    { transcript_path: '/h/.gemini/tmp/p/chats/s.json' },
    {},
    'gemini',
    false,
    "the event's transcript_path suggests Gemini CLI",
  ],
  [{ crons: [] }, IN_CLAUDE, 'qwen', true, "the event's crons says Qwen Code"],
  [
    { transcript_path: '/h/.qwen/projects/-p/chats/s.jsonl' },
    IN_CLAUDE,
    'qwen',
    true,
    "the event's transcript_path says Qwen Code",
  ],
  [{}, { QWEN_PROJECT_DIR: '/p' }, 'qwen', false, 'QWEN_PROJECT_DIR in the environment suggests Qwen Code'],
  [
    { sessionId: 's', timestamp: 1781009520000 },
    IN_CLAUDE,
    'copilot',
    true,
    "the event's sessionId says Copilot CLI",
  ],
  [
    { transcriptPath: 'C:\\h\\.copilot\\session-state\\s\\events.jsonl' },
    {},
    'copilot',
    true,
    "the event's transcriptPath says Copilot CLI",
  ],
  [{ stop_reason: 'end_turn' }, IN_CLAUDE, 'copilot', true, "the event's stop_reason says Copilot CLI"],
  [{ hook_event_name: 'agentStop' }, {}, 'copilot', true, "the event's hook_event_name says Copilot CLI"],
  [
    { hook_event_name: 'UserPromptSubmit' },
    { COPILOT_PROJECT_DIR: '/p' },
    'copilot',
    false,
    'COPILOT_PROJECT_DIR in the environment suggests Copilot CLI',
  ],
  [
    { conversation_id: 'c', hook_event_name: 'stop', transcript_path: CLAUDE_PATH },
    IN_CLAUDE,
    'cursor',
    true,
    "the event's conversation_id says Cursor",
  ],
  [
    { sessionId: 's', hookEventName: 'Stop', timestamp: '2026-02-09T10:30:00.000Z' },
    IN_CLAUDE,
    'vscode',
    true,
    "the event's hookEventName says VS Code",
  ],
  [
    { transcript_path: '/h/Code/User/workspaceStorage/a/GitHub.copilot-chat/transcripts/s.jsonl' },
    {},
    'vscode',
    true,
    "the event's transcript_path says VS Code",
  ],
  [
    { conversationId: 'c', fullyIdle: true },
    IN_CLAUDE,
    'antigravity',
    true,
    "the event's conversationId says Antigravity",
  ],
  [
    { transcript_path: '/h/.factory/projects/-p/s.jsonl' },
    IN_CLAUDE,
    'droid',
    true,
    "the event's transcript_path says Factory Droid",
  ],
  [
    { message_id: 'm', tool_execution_count: 0, transcript_path: '/moved/sessions/s.jsonl' },
    IN_CLAUDE,
    'droid',
    true,
    "the event's tool_execution_count says Factory Droid",
  ],
  // VS Code, before a workspace has a history of its own, and with its folder in either case.
  ...[{}, { transcript_path: null }, { transcript_path: '' }, { transcript_path: '/t.json' }].map(
    (more): (typeof SENTENCES)[number] => [
      { hook_event_name: 'Stop', session_id: 's', timestamp: '2026-03-10T10:00:00.000Z', ...more },
      IN_CLAUDE,
      'vscode',
      false,
      "the event's timestamp suggests VS Code",
    ],
  ),
  ...['github.copilot-chat', 'GitHub.copilot-chat', 'GITHUB.COPILOT-CHAT'].map(
    (folder): (typeof SENTENCES)[number] => [
      {
        transcript_path: `C:\\Code\\User\\workspaceStorage\\a\\${folder}\\transcripts\\s.jsonl`,
        timestamp: 't',
      },
      IN_CLAUDE,
      'vscode',
      true,
      "the event's transcript_path says VS Code",
    ],
  ),
  // A timestamp is no mark of VS Code where a stronger one speaks.
  [
    { transcript_path: CLAUDE_PATH, timestamp: 't' },
    IN_CLAUDE,
    'claude-code',
    true,
    "the event's transcript_path and CLAUDECODE in the environment say Claude Code",
  ],
  [
    { timestamp: 't', hook_event_name: 'UserPromptSubmit' },
    { QWEN_PROJECT_DIR: '/p' },
    'qwen',
    false,
    'QWEN_PROJECT_DIR in the environment suggests Qwen Code',
  ],
  [
    { timestamp: 't', stop_reason: 'end_turn' },
    {},
    'copilot',
    true,
    "the event's stop_reason says Copilot CLI",
  ],
  [{ hook_event_name: 'agentSpawn' }, {}, 'kiro', true, "the event's hook_event_name says Kiro CLI"],
  // One agent keeps its home inside another's folder: the nearest counts.
  [
    { transcript_path: '/h/.copilot/box/.claude/projects/-p/s.jsonl' },
    IN_CLAUDE,
    'claude-code',
    true,
    "the event's transcript_path and CLAUDECODE in the environment say Claude Code",
  ],
]

describe('The host of an event', () => {
  test.each(SENTENCES)(
    '%j in %j is %s, for sure: %p, and people are told how',
    (fields, env, host, sure, how) => {
      expect(tellHost(fields, env)).toEqual({ host, sure, how })
    },
  )

  test('is told by an event whose marks are of the wrong type as if they were not there', () => {
    for (const field of KNOWN_FIELDS) {
      for (const value of [null, 5, true, '', {}]) {
        expect([field, value, tellHost({ [field]: value }, IN_CLAUDE)]).toMatchObject([
          field,
          value,
          { host: 'claude-code', sure: false },
        ])
      }
    }
  })

  test('is told whatever the event holds, and no value of it gets into the sentence', () => {
    fc.assert(
      fc.property(events, environments, fc.constantFrom(...KNOWN_FIELDS), (fields, env, field) => {
        expect(isHostName(tellHost(fields, env).host)).toBe(true)
        const secret = 'sëcret'
        const { how } = tellHost(
          { ...fields, [field]: `/h/${secret}/projects/${secret}/${secret}.jsonl` },
          {
            ...env,
            QWEN_PROJECT_DIR: secret,
          },
        )
        expect(how).not.toContain(secret)
      }),
      { numRuns: 500 },
    )
  })
})

/** Where `continue: false` was measured to end a run: the marks that no other host has. */
const CLAUDE_TRANSCRIPT = /[\\/]projects[\\/][^\\/]+[\\/][^\\/]+\.jsonl$/
function wasMeasuredToHalt(fields: Fields, env: Environment): boolean {
  const { hook_event_name: name, turn_id: turn, transcript_path: snake, transcriptPath: camel } = fields
  if (name === 'AfterAgent') return true
  if (typeof turn === 'string' && turn !== '') return true
  const path = [snake, camel].find((one) => typeof one === 'string' && one !== '')
  return env['CLAUDECODE'] === '1' && CLAUDE_TRANSCRIPT.test(String(path ?? ''))
}

function halts(fields: Fields, env: Environment): boolean {
  const { host, sure } = tellHost(fields, env)
  return sure && dialectOf(host).halt !== undefined
}

describe('A Stop is halted', () => {
  test('at most where a halt was measured to work', () => {
    fc.assert(
      fc.property(events, environments, (fields, env) => {
        const kind = dialectOf(tellHost(fields, env).host).readEvent(fields, env).kind
        if ((kind === 'stop' || kind === 'unnamed') && halts(fields, env)) {
          expect(wasMeasuredToHalt(fields, env)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['/h/.claude/projects/-p/s.jsonl', true],
    ['/moved/projects/-p/s.jsonl', true],
    ['C:\\h\\.claude\\projects\\-p\\s.jsonl', true],
    ['/projects/p/s.jsonl', true],
    ['projects/p/s.jsonl', false],
    ['/h/.claude/projects//s.jsonl', false],
    ['/h/.claude/projects/p/.jsonl', false],
    ['/h/.claude/projects/p/s.json', false],
    ['/h/.claude/projects/s.jsonl', false],
    ['/h/.claude/projects/p/chats/s.jsonl', false],
    ['/h/.claude/projects/p/s.jsonl/', false],
    ['/h/.qwen/projects/p/s.jsonl', false],
    ['/h/.factory/projects/p/s.jsonl', false],
  ])('where the transcript lies as Claude Code lays it: %s, %p', (path, halted) => {
    expect(halts({ hook_event_name: 'Stop', transcript_path: path }, IN_CLAUDE)).toBe(halted)
    expect(halts({ hook_event_name: 'Stop', transcript_path: path }, {})).toBe(false)
  })

  test('exactly there, where nothing speaks for a host that has no halt', () => {
    const part = fc.constantFrom('projects', 'p', 's.jsonl', '.jsonl', '', 'a\nb', '.claude', 'sessions', 'h')
    const separator = fc.constantFrom('/', '\\')
    const paths = fc
      .tuple(fc.array(fc.tuple(part, separator), { maxLength: 6 }), part)
      .map(([parts, last]) => parts.flat().join('') + last)
    const fields = fc.record(
      {
        hook_event_name: fc.constantFrom('Stop', 'AfterAgent', null),
        turn_id: fc.constantFrom<unknown>('3', '', 3, null),
        transcript_path: fc.oneof(paths, fc.constant(CLAUDE_PATH), fc.constant(null)),
      },
      { requiredKeys: [] },
    )
    const env = fc.record({ CLAUDECODE: fc.constantFrom('1', '0') }, { requiredKeys: [] })
    fc.assert(
      fc.property(fields, env, (event, variables) => {
        expect(halts(event, variables)).toBe(wasMeasuredToHalt(event, variables))
      }),
      { numRuns: 500 },
    )
  })
})
