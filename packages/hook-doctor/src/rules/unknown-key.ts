import type { Rule } from '../rule.ts'
import { pointTo } from './config-malformed.ts'

/** A key that a table of ours doesn't have: what it was to change is as it was. */
export const unknownKey: Rule = ({ config }) =>
  config.unknownKeys.map((problem) => ({
    id: 'unknown-key',
    area: 'configuration',
    severity: 'warning',
    what: problem.message,
    why: 'the key changes nothing, and the default is in force',
    mend: { edit: 'write it as the key that was meant, or take it out' },
    ...pointTo(config, problem),
  }))
