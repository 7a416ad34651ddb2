// Loaded on demand as one: what the two share is then in the bundled script once, which every call has to read.
export { rearm } from '../rearm/command.ts'
export { wake } from '../wake/command.ts'
