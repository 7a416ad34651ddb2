import type { Rule } from '../rule.ts'

/** Waiting for shells where they can't be found. */
export const waitNotHere: Rule = ({ config, platform }) =>
  config.wait?.background === true && platform === 'win32'
    ? [
        {
          id: 'wait-not-here',
          area: 'configuration',
          severity: 'warning',
          what: '[wait] background does nothing on Windows',
          why: 'background shells are not found there: the turn is held instead, and paid for',
          mend: { edit: 'set background = false in [wait], or name a condition by until' },
          place: { file: config.file },
        },
      ]
    : []
