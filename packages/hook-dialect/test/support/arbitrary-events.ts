import fc from 'fast-check'
import { type Environment, type Fields, HOST_NAMES, type HostName } from '../../src/index.ts'
import { KNOWN_FIELDS } from './known-fields.ts'

/** Values that mean something somewhere, so that random events come near to real ones. */
const telling = fc.constantFrom<unknown>(
  ...['Stop', 'stop', 'agentStop', 'AfterAgent', 'BeforeAgent', 'PreToolUse', 'SessionStart', '', ' '],
  ...[0, 1, 8, -1, true, false, null, 1781009520000, '2026-06-09T12:52:00Z'],
  ...[
    '/h/.claude/projects/p/s.jsonl',
    '/h/.qwen/projects/p/chats/s.jsonl',
    'C:\\h\\.codex\\sessions\\s.jsonl',
  ],
  ...[[], [{}], ['/h/project'], [''], [5], {}, { length: 3 }],
)

/** Anything JSON can hold in any field, as it comes out of `JSON.parse`. */
export const events: fc.Arbitrary<Fields> = fc
  .dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KNOWN_FIELDS) }, fc.string()),
    fc.oneof(telling, fc.jsonValue()),
    { maxKeys: 12 },
  )
  .map((fields) => JSON.parse(JSON.stringify(fields)) as Fields)

/** What variables that tell something may hold, and others. */
export const environments: fc.Arbitrary<Environment> = fc.record(
  {
    CLAUDECODE: fc.constantFrom('1', '0', ''),
    CLAUDE_CODE_SESSION_ATTENDED: fc.constantFrom('1', '0', '', 'yes'),
    CLAUDE_CODE_ENTRYPOINT: fc.constantFrom('cli', 'sdk-cli', 'sdk-ts', ''),
    CLAUDE_CODE_SESSION_ID: fc.constantFrom('Stop', 'foreign', ''),
    CLAUDE_PROJECT_DIR: fc.constantFrom('/h/project', ''),
    QWEN_PROJECT_DIR: fc.constantFrom('/h/project', ''),
    COPILOT_PROJECT_DIR: fc.constantFrom('/h/project', ''),
    PATH: fc.string(),
  },
  { requiredKeys: [] },
)

export const hosts: fc.Arbitrary<HostName> = fc.constantFrom(...HOST_NAMES)
