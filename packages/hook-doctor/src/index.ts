export { codeFrame } from './code-frame.ts'
export { examine, isHealthy } from './examine.ts'
export type {
  CommandFacts,
  CommandRun,
  ConfigFacts,
  ConfigProblem,
  EnvironmentFacts,
  Facts,
  HostAbilities,
  HostFacts,
  MarkerSettings,
  NativeFacts,
  ProgramFacts,
  SettingsFacts,
  SettingsScope,
  TallyFacts,
  TallyReading,
  Trust,
  UnknownName,
  WaitSettings,
  WiredHook,
} from './facts.ts'
export {
  AREAS,
  type Area,
  type Finding,
  type Mend,
  type Place,
  SEVERITIES,
  type Severity,
} from './finding.ts'
export { FINDING_IDS, type FindingId } from './ids.ts'
export { networkFileSystem } from './network-file-system.ts'
export { type Page, type Paint, report } from './report.ts'
export { compareVersions } from './versions.ts'
