export {
  type Binding,
  bindings,
  canWake,
  DEFAULT_TIMEOUT_SECONDS,
  startsProgram,
  type Wanted,
} from './bind/bindings.ts'
export { droppedBecause } from './bind/dropped-because.ts'
export { type FoundHook, type Inspection, inspect } from './bind/inspect.ts'
export {
  BUN_ALONE,
  type HookVerb,
  isOnlyRunner,
  isProgram,
  PROJECT_COMMAND,
  programName,
} from './bind/own-command.ts'
export { settingsValue } from './bind/settings.ts'
export type { Edit } from './bind/step.ts'
export { unwire } from './bind/unwire.ts'
export { wire } from './bind/wire.ts'
export { joinWords, splitWords } from './bind/words.ts'
export type { Problem } from './json/problem.ts'
export { type Machine, SCOPES, type Scope } from './layouts/layout.ts'
export { type HostSigns, handWork, hiddenFile, hostSigns, settingsFile } from './layouts/locate.ts'
