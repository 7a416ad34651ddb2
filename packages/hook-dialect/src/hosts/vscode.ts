import { said, specific, systemMessage } from '../answers.ts'
import type { Capabilities, Dialect } from '../dialect.ts'
import { CLAUDE_EVENTS, readLikeClaude } from '../read.ts'

/** VS Code's agents. The decision belongs inside `hookSpecificOutput`. */
export const vscode: Dialect<'vscode', 'notice'> = {
  host: 'vscode',
  title: 'VS Code',
  events: CLAUDE_EVENTS,
  readEvent: (fields, env) => readLikeClaude(fields, env),
  hold: (reason) => specific({ decision: 'block', reason: said(reason) }),
  release: '',
  notice: systemMessage,
}

/** What VS Code can do. */
export const vscodeCapabilities: Capabilities = {
  hold: true,
  notice: true,
  timeoutUnit: 's',
  defaultTimeout: 30,
}
