export { describe } from './describe.ts'
export {
  type Issue,
  type LoadResult,
  loadTable,
  loadTableFile,
  type Parsed,
  parseToml,
  type ReadText,
  readTable,
  rootNames,
  type TableReader,
  type TableReaders,
  type TableReading,
  type TableSource,
  type TomlDocument,
  tableReaders,
} from './load.ts'
export type { Place, RootName, TablePlaces } from './place.ts'
export { formatProblem, type Problem } from './problem.ts'
