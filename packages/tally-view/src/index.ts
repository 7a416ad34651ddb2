export { formatAge } from './age.ts'
export { bar, cellsFor } from './bar.ts'
export { type Column, type FittedColumn, fitColumns, GAP, renderRow } from './columns.ts'
export { escapeJson, escapeText } from './escape.ts'
export { type Fact, renderFacts } from './evidence.ts'
export {
  compareSessions,
  type FoundTally,
  leftOf,
  OLD_MS,
  type SessionView,
  type Standing,
  viewSession,
} from './session.ts'
export { type Canvas, moreWords, renderStatus, type StatusView } from './status.ts'
export { statusRows } from './status-rows.ts'
export { renderStory, type StoryCanvas, type StoryView } from './story.ts'
export { type ToldLine, wordsOf } from './story-words.ts'
export { PLAIN_STYLES, type Style, type Styles } from './styles.ts'
export { cutFrontTo, cutTo, padTo, widthOf } from './width.ts'
export { wrapTo } from './wrap.ts'
