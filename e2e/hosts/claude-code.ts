import { join } from 'node:path'
import { type Environment, write } from '../sandbox.ts'
import { byEvent, DUMMY_KEY, HOOK_TIMEOUT_SECONDS, type Hook, type Host, type Setup } from './host.ts'

const AS_JSON = ['--output-format', 'stream-json', '--verbose']

/** The rules of its settings decide about tools. Its usual mode asks a model about each that isn't plainly harmless. */
const BY_RULES = ['--permission-mode', 'default']

/** Claude Code, on Anthropic's Messages API. Hooks in the project's settings. */
export const claudeCode: Host = {
  name: 'claude-code',
  wiredAs: 'claude-code',
  title: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  version: '2.1.332',
  command: 'claude',
  configure,
  print: (prompt, { resume }) => [
    ...(resume ? ['--continue'] : []),
    ...['--print', prompt],
    ...AS_JSON,
    ...BY_RULES,
  ],
  converse: ['--print', '--input-format', 'stream-json', ...AS_JSON, ...BY_RULES],
  interactive: BY_RULES,
}

const EVENTS = {
  stop: 'Stop',
  'session-start': 'SessionStart',
  prompt: 'UserPromptSubmit',
  'before-tool': 'PreToolUse',
} as const

/** Tools that scripted models may use without anybody to ask. */
const ALLOWED = [
  'Bash',
  'Read',
  'Write',
  'Edit',
  'Agent',
  'Task',
  'ScheduleWakeup',
  'CronCreate',
  'CronDelete',
  'CronList',
  'Monitor',
  'TaskStop',
  'ToolSearch',
]

function configure({ sandbox, modelUrl, hooks }: Setup): Environment {
  const { home, project, temporary } = sandbox
  write(join(home, '.claude.json'), {
    hasCompletedOnboarding: true,
    theme: 'dark',
    customApiKeyResponses: { approved: [DUMMY_KEY.slice(-20)], rejected: [] },
    projects: { [project]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
  })
  write(join(project, '.claude', 'settings.json'), {
    permissions: { allow: ALLOWED },
    hooks: byEvent(hooks, EVENTS, entry),
  })
  return {
    ANTHROPIC_API_KEY: DUMMY_KEY,
    ANTHROPIC_BASE_URL: modelUrl,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_TMPDIR: temporary,
    DISABLE_AUTOUPDATER: '1',
    IS_SANDBOX: '1',
  }
}

function entry({ run, tools }: Hook): object {
  const hook = { type: 'command', command: run, timeout: HOOK_TIMEOUT_SECONDS }
  return { ...(tools === undefined ? {} : { matcher: tools }), hooks: [hook] }
}
