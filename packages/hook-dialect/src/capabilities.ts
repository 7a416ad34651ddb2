export { type Fact, factsOf, type Known } from './known/facts.ts'
export { NOTES, type Note } from './known/notes.ts'
export { capabilityTable } from './known/table.ts'
