import { join } from 'node:path'
import { type Environment, write } from '../sandbox.ts'
import { byEvent, DUMMY_KEY, HOOK_TIMEOUT_SECONDS, type Hook, type Host, type Setup } from './host.ts'

const MODEL = 'scripted-model'

/**
 * Factory's Droid, with a model of one's own on Anthropic's Messages API. The package is the platform's own, which
 * brings the program and no link to it.
 */
export const droid: Host = {
  name: 'droid',
  wiredAs: 'droid',
  title: 'Factory Droid',
  package: `@factory/cli-linux-${process.arch}`,
  version: '0.225.2',
  command: 'droid',
  program: `node_modules/@factory/cli-linux-${process.arch}/bin/droid`,
  configure,
  print: (prompt) => [
    'exec',
    '--skip-permissions-unsafe',
    '--output-format',
    'json',
    '--model',
    `custom:${MODEL}`,
    prompt,
  ],
}

const EVENTS = {
  stop: 'Stop',
  'session-start': 'SessionStart',
  prompt: 'UserPromptSubmit',
  'before-tool': 'PreToolUse',
} as const

function configure({ sandbox, modelUrl, hooks }: Setup): Environment {
  const folder = join(sandbox.home, '.factory')
  write(join(folder, 'settings.json'), {
    cloudSessionSync: false,
    enableHooks: true,
    customModels: [
      {
        model: MODEL,
        displayName: MODEL,
        baseUrl: modelUrl,
        apiKey: DUMMY_KEY,
        provider: 'anthropic',
        maxOutputTokens: 4096,
      },
    ],
  })
  // As soon as this file is there, the hooks of settings.json are not read.
  if (hooks.length > 0) write(join(folder, 'hooks.json'), byEvent(hooks, EVENTS, entry))
  return { FACTORY_API_KEY: DUMMY_KEY, FACTORY_DROID_AUTO_UPDATE_ENABLED: 'false' }
}

function entry({ run, tools }: Hook): object {
  const hook = { type: 'command', command: run, timeout: HOOK_TIMEOUT_SECONDS }
  return { ...(tools === undefined ? {} : { matcher: tools }), hooks: [hook] }
}
