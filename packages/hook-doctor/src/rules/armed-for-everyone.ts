import type { Rule } from '../rule.ts'
import { whose } from '../wired.ts'

/** A variable that arms, set by the settings of a host for every session. */
export const armedForEveryone: Rule = ({ hosts, config: { marker } }) =>
  hosts.flatMap((host) =>
    host.files.flatMap((file) => {
      const names = file.sets.filter((name) => marker?.armOnEnv.includes(name))
      if (names.length === 0 || file.scope === 'project' || file.scope === 'local') return []
      return [
        {
          id: 'armed-for-everyone',
          area: 'wiring',
          severity: 'error',
          what: `${whose({ host, file })} set ${names.join(' and ')} for every session`,
          why: 'the variable arms the guard: it holds the turns of sessions that you sit before, too',
          mend: { edit: 'take the variable out there, and set it in the environment of the loop' },
          place: { file: file.file },
        },
      ]
    }),
  )
