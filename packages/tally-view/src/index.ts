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
