import type { Rule } from '../rule.ts'

/** A halt that can never come: with the latch respected, a chain that goes on is left alone before it is counted. */
export const haltBehindLatch: Rule = ({ config: { marker, file } }) =>
  marker?.onExhausted === 'halt' && marker.respectStopHookActive
    ? [
        {
          id: 'halt-behind-latch',
          area: 'configuration',
          severity: 'warning',
          what: 'on_exhausted = "halt" never comes to pass while respect_stop_hook_active is true',
          why: 'a run that another hook keeps going is not ended',
          mend: { edit: 'set respect_stop_hook_active = false in [marker], or on_exhausted = "release"' },
          place: { file },
        },
      ]
    : []
