export { describe } from './describe.ts'
export {
  type Issue,
  type LoadResult,
  loadTable,
  loadTableFile,
  type ReadText,
  type TableReading,
  type TableSource,
} from './load.ts'
export type { Place, RootName } from './place.ts'
export { formatProblem, type Problem } from './problem.ts'
export { rootNames } from './root-names.ts'
