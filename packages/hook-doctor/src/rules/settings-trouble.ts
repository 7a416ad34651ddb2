import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { whose } from '../wired.ts'

/** A settings file that its host can't read either. Never with a frame: such files may hold keys and tokens. */
export const settingsTrouble: Rule = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.files.flatMap((file): readonly Finding[] => {
      const { trouble } = file
      if (trouble === undefined) return []
      const owner = whose({ host, file })
      if (trouble.kind === 'unreadable') {
        return [
          {
            id: 'settings-unreadable',
            area: 'wiring',
            severity: 'warning',
            what: `no reading ${owner}: ${trouble.message}`,
            why: 'nobody can tell what is wired there, and the host may not be able to either',
            mend: { edit: `make ${file.file} a file that you may read` },
            place: { file: file.file },
          },
        ]
      }
      const { line, column } = trouble
      return [
        {
          id: 'settings-invalid',
          area: 'wiring',
          severity: 'error',
          what: `there is a fault in ${owner}: ${trouble.message}`,
          why: 'the host drops the whole file, and the hooks in it with it',
          mend: { edit: 'correct it there, then look again' },
          place: { file: file.file, ...(line !== undefined && { line, column: column ?? 1 }) },
        },
      ]
    }),
  )
