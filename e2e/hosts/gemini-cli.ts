import { join } from 'node:path'
import { type Environment, write } from '../sandbox.ts'
import { byEvent, DUMMY_KEY, HOOK_TIMEOUT_SECONDS, type Host, type Setup } from './host.ts'

/** Gemini CLI. Its Stop is called AfterAgent, and its hooks' timeouts are in milliseconds. */
export const geminiCli: Host = {
  name: 'gemini-cli',
  wiredAs: 'gemini',
  title: 'Gemini CLI',
  package: '@google/gemini-cli',
  version: '0.61.0',
  command: 'gemini',
  configure,
  print: (prompt) => [
    '--prompt',
    prompt,
    '--model',
    'gemini-2.5-flash',
    '--output-format',
    'stream-json',
    '--yolo',
  ],
}

const EVENTS = {
  stop: 'AfterAgent',
  'session-start': 'SessionStart',
  prompt: 'BeforeAgent',
  'before-tool': 'BeforeTool',
} as const

function configure({ sandbox, modelUrl, hooks }: Setup): Environment {
  write(join(sandbox.home, '.gemini', 'settings.json'), {
    security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
    general: { disableAutoUpdate: true, disableUpdateNag: true },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    hooks: byEvent(hooks, EVENTS, ({ on, run }) => ({
      hooks: [{ name: on, type: 'command', command: run, timeout: HOOK_TIMEOUT_SECONDS * 1000 }],
    })),
  })
  return {
    GEMINI_API_KEY: DUMMY_KEY,
    GEMINI_CLI_TRUST_WORKSPACE: 'true',
    GOOGLE_GEMINI_BASE_URL: modelUrl,
    NO_UPDATE_NOTIFIER: '1',
  }
}
