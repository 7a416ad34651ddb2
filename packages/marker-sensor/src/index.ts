export { type Claim, type ClaimRequest, claim } from './claim.ts'
export { TallyError, type TallyFault } from './error.ts'
export type { Entry, FileOps, Folder } from './file-ops.ts'
export type { Glance } from './glance.ts'
export type { TallyName } from './list.ts'
export { type HomeFolder, inHome, makeHome } from './make-home.ts'
export { sessionName } from './names.ts'
export { nodeFileOps } from './node-file-ops.ts'
export type { OpenFile } from './open-in.ts'
export type { SensorOptions } from './options.ts'
export {
  runTallyPaths,
  type TallyPaths,
  tallyOwner,
  tallyPaths,
  workspaceTallyPaths,
} from './paths.ts'
export { type Pruned, type PruneRequest, prune } from './prune.ts'
export { count, type Streak, streak } from './read.ts'
export { recall, type TallyEntry } from './recall.ts'
export {
  decodeLine,
  encodeRecord,
  type Line,
  type NewRecord,
  type Op,
  type TallyRecord,
  timestamp,
} from './record.ts'
export { MAX_SILENT_BYTES } from './records-from-end.ts'
export { record, reset } from './reset.ts'
export { FAMILY, gateSchema, type SchemaGate, VERSION } from './schema.ts'
export { MOST_TOLD, type SkippedWhy, type Story, type StoryLine, story } from './story.ts'
export { type Survey, type SurveyedTally, type SurveyRequest, survey } from './survey.ts'
export { type TallyFile, tallies, type UnreadableTally } from './tallies.ts'
