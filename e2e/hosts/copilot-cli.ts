import { join } from 'node:path'
import { type Environment, write } from '../sandbox.ts'
import { byEvent, DUMMY_KEY, HOOK_TIMEOUT_SECONDS, type Host, type Setup } from './host.ts'

/**
 * Copilot CLI, offline with a model of one's own. Bound by Claude Code's names its hooks get Claude Code's fields;
 * by its own, `agentStop` and so on, they get others.
 */
export const copilotCli: Host = {
  name: 'copilot-cli',
  wiredAs: 'copilot',
  title: 'Copilot CLI',
  package: '@github/copilot',
  version: '1.0.102',
  command: 'copilot',
  configure,
  print: (prompt) => ['--prompt', prompt, '--allow-all-tools'],
}

const EVENTS = {
  stop: 'Stop',
  'session-start': 'SessionStart',
  prompt: 'UserPromptSubmit',
  'before-tool': 'PreToolUse',
} as const

function configure({ sandbox, modelUrl, hooks }: Setup): Environment {
  const folder = join(sandbox.home, '.copilot')
  write(join(folder, 'hooks', 'hooks.json'), {
    version: 1,
    hooks: byEvent(hooks, EVENTS, ({ run }) => ({
      type: 'command',
      command: run,
      timeoutSec: HOOK_TIMEOUT_SECONDS,
    })),
  })
  return {
    COPILOT_HOME: folder,
    COPILOT_OFFLINE: 'true',
    COPILOT_AUTO_UPDATE: 'false',
    COPILOT_PROVIDER_TYPE: 'anthropic',
    COPILOT_PROVIDER_BASE_URL: modelUrl,
    COPILOT_PROVIDER_API_KEY: DUMMY_KEY,
    COPILOT_MODEL: 'scripted-model',
  }
}
