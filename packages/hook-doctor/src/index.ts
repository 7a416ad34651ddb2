export { codeFrame } from './code-frame.ts'
export type { ConfigFacts, ConfigProblem, MarkerSettings, UnknownName, WaitSettings } from './config-facts.ts'
export { examine, isHealthy } from './examine.ts'
export type { EnvironmentFacts, Facts, WorkspaceFacts } from './facts.ts'
export {
  AREAS,
  type Area,
  type Finding,
  type Mend,
  type Place,
  SEVERITIES,
  type Severity,
} from './finding.ts'
export { hearingWords } from './hearing-words.ts'
export type {
  Distrust,
  Hearing,
  HostAbilities,
  HostFacts,
  ProgramFacts,
  Reader,
  SettingsFacts,
  SettingsScope,
  Switch,
  WiredHook,
} from './host-facts.ts'
export { FINDING_IDS, type FindingId } from './ids.ts'
export { networkFileSystem } from './network-file-system.ts'
export type { OwnProgram, ProgressLook } from './own-programs.ts'
export { type Page, type Paint, report } from './report.ts'
export type { TallyFacts, TallyReading } from './tally-facts.ts'
export { compareVersions } from './versions.ts'
