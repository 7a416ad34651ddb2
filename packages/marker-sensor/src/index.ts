export { nodeFileOps } from './files/node-operations.ts'
export { type HomeFolder, inHome, type OpenFile } from './files/open.ts'
export type { Entry, FileOps, Folder, SensorOptions } from './files/operations.ts'
export {
  runTallyPaths,
  type TallyPaths,
  tallyOwner,
  tallyPaths,
  workspaceTallyPaths,
} from './files/paths.ts'
export { TallyError, type TallyFault } from './files/tally-error.ts'
export { sessionName } from './format/name.ts'
export {
  decodeLine,
  encodeRecord,
  type Line,
  type NewRecord,
  type TallyEntry,
  timestamp,
} from './format/record.ts'
export { type TallyFile, tallies } from './overview/list.ts'
export { type Pruned, type PruneRequest, prune } from './overview/prune.ts'
export { type SkippedWhy, type Story, type StoryLine, story } from './overview/story.ts'
export { type Survey, type SurveyedTally, type SurveyRequest, survey } from './overview/survey.ts'
export { type CountOptions, count, recall, type Streak, streak } from './read/read.ts'
export { MAX_SILENT_BYTES } from './read/records-from-end.ts'
export { type Claim, type ClaimRequest, claim, record, reset } from './write/claim.ts'
