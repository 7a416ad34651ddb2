export { type Count, type Figures, INTERVENTIONS, type Latency } from './figures.ts'
export { BOUNDS_MS } from './histogram.ts'
export { judge, type Verdict } from './judge.ts'
export { nearestRank } from './percentile.ts'
export { sparkline } from './sparkline.ts'
export {
  type Day,
  type Group,
  type Series,
  type Summary,
  type SummaryOptions,
  summarize,
} from './summarize.ts'
