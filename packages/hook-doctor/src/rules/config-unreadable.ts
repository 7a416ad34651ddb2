import type { Rule } from '../rule.ts'

/** The configuration is there and can't be read: the guard then lets every turn end. */
export const configUnreadable: Rule = ({ config }) =>
  config.refused === undefined
    ? []
    : [
        {
          id: 'config-unreadable',
          area: 'configuration',
          severity: 'error',
          what: config.refused,
          why: 'a hook that cannot read its configuration lets every turn end',
          mend: { edit: `make ${config.file} a file that you may read, or remove it` },
          place: { file: config.file },
        },
      ]
