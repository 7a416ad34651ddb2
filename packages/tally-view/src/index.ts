export { type Fact, noTallyWords, renderFacts } from './facts.ts'
export { compareSessions, type FoundTally, leftOf, OLD_MS, type SessionView, viewSession } from './session.ts'
export { ageSeconds, moreWords, renderStatus, type StatusView, statusRows } from './status.ts'
export { renderStory, type StoryView, type ToldLine, wordsOf } from './story.ts'
