// Loaded on demand as one: what the two share is then in the bundled script once, which every call has to read.
export { rearm } from './rearm.ts'
export { wake } from './wake.ts'
