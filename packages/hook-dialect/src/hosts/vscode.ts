import { said, specific, systemMessage } from '../bytes.ts'
import type { Dialect, Noticing } from '../dialect.ts'
import { CLAUDE_EVENTS, readAsClaude } from '../read.ts'

/** VS Code's agents. The decision belongs inside `hookSpecificOutput`. */
export const vscode: Dialect<'vscode'> & Noticing = {
  host: 'vscode',
  title: 'VS Code',
  events: CLAUDE_EVENTS,
  capabilities: { hold: true, notice: true, timeoutUnit: 's', defaultTimeout: 30 },
  readEvent: readAsClaude,
  hold: (reason) => specific({ decision: 'block', reason: said(reason) }),
  release: '',
  notice: systemMessage,
}
