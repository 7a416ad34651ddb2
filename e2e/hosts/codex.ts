import { join } from 'node:path'
import { type Environment, write } from '../sandbox.ts'
import { byEvent, DUMMY_KEY, HOOK_TIMEOUT_SECONDS, type Host, type Setup } from './host.ts'

/** Codex, on OpenAI's Responses API. Hooks in the user's hooks.json. */
export const codex: Host = {
  name: 'codex',
  wiredAs: 'codex',
  title: 'Codex',
  package: '@openai/codex',
  version: '0.171.0',
  command: 'codex',
  configure,
  // Hooks that nobody has trusted yet would silently not run.
  print: (prompt) => ['exec', '--json', '--skip-git-repo-check', '--dangerously-bypass-hook-trust', prompt],
}

const EVENTS = {
  stop: 'Stop',
  'session-start': 'SessionStart',
  prompt: 'UserPromptSubmit',
  'before-tool': 'PreToolUse',
} as const

function configure({ sandbox, modelUrl, hooks }: Setup): Environment {
  const folder = join(sandbox.home, '.codex')
  write(
    join(folder, 'config.toml'),
    `model = "scripted-model"
model_provider = "scripted"
approval_policy = "never"
sandbox_mode = "danger-full-access"

[model_providers.scripted]
name = "scripted"
base_url = "${modelUrl}/v1"
env_key = "SCRIPTED_MODEL_KEY"
wire_api = "responses"

[analytics]
enabled = false

[projects."${sandbox.project}"]
trust_level = "trusted"
`,
  )
  write(join(folder, 'hooks.json'), {
    hooks: byEvent(hooks, EVENTS, ({ run }) => ({
      hooks: [{ type: 'command', command: run, timeout: HOOK_TIMEOUT_SECONDS }],
    })),
  })
  return { CODEX_HOME: folder, SCRIPTED_MODEL_KEY: DUMMY_KEY }
}
