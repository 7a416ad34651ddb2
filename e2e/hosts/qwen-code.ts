import { join } from 'node:path'
import { type Environment, write } from '../sandbox.ts'
import { byEvent, DUMMY_KEY, HOOK_TIMEOUT_SECONDS, type Host, type Setup } from './host.ts'

/** Qwen Code, on chat completions. Its hooks' timeouts are in milliseconds. */
export const qwenCode: Host = {
  name: 'qwen-code',
  wiredAs: 'qwen',
  title: 'Qwen Code',
  package: '@qwen-code/qwen-code',
  version: '0.24.4',
  command: 'qwen',
  configure,
  print: (prompt) => ['--prompt', prompt, '--yolo', '--output-format', 'stream-json'],
}

const EVENTS = {
  stop: 'Stop',
  'session-start': 'SessionStart',
  prompt: 'UserPromptSubmit',
  'before-tool': 'PreToolUse',
} as const

function configure({ sandbox, modelUrl, hooks }: Setup): Environment {
  write(join(sandbox.home, '.qwen', 'settings.json'), {
    security: { auth: { selectedType: 'openai' }, folderTrust: { enabled: false } },
    general: { disableAutoUpdate: true, enableAutoUpdate: false },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    // An agent of its own that now and then asks the model too.
    memory: { enableManagedAutoMemory: false, enableManagedAutoDream: false },
    model: { name: 'scripted-model' },
    hooks: byEvent(hooks, EVENTS, ({ run, tools }) => ({
      ...(tools === undefined ? {} : { matcher: tools }),
      hooks: [{ type: 'command', command: run, timeout: HOOK_TIMEOUT_SECONDS * 1000 }],
    })),
  })
  return {
    OPENAI_API_KEY: DUMMY_KEY,
    OPENAI_BASE_URL: `${modelUrl}/v1`,
    OPENAI_MODEL: 'scripted-model',
    QWEN_TELEMETRY_ENABLED: 'false',
  }
}
