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
export { formatProblem, type Problem } from './problem.ts'
