export { decodeObservation, type ObservationLine, type Skipped } from './decode.ts'
export { encodeObservation, FAMILY, type Observation, type Outcome, VERSION } from './observation.ts'
export { CURRENT_FILE, EARLIER_FILE, isOff, MAX_BYTES, METRICS_FOLDER, mustRotate } from './storage.ts'
