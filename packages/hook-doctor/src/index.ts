export { codeFrame } from './code-frame.ts'
export { examine, isHealthy, RULES } from './examine.ts'
export type {
  ConfigFacts,
  ConfigProblem,
  Facts,
  Hearing,
  HostFacts,
  NamedProgram,
  OwnProgram,
  ProgressLook,
  Reader,
  SettingsFacts,
  SettingsScope,
  Switch,
  TallyFacts,
  TallyReading,
  UnknownName,
  WiredHook,
} from './facts.ts'
export type { FilePosition, Finding, Mend, Severity } from './finding.ts'
export { hearingWords } from './hearing.ts'
export { type Page, type Paint, report } from './report.ts'
