import type { Rule } from '../rule.ts'
import { whose } from '../wired.ts'

/** A variable that arms, set by the settings of a host for every session that reads them. */
export const armedForEveryone: Rule = ({ hosts, config: { marker } }) =>
  hosts.flatMap((host) =>
    host.files.flatMap((file) => {
      const names = file.sets.filter((name) => marker?.armOnEnv.includes(name))
      if (names.length === 0) return []
      const everywhere = file.scope !== 'project' && file.scope !== 'local'
      const variable = names.length === 1 ? 'the variable arms' : 'the variables arm'
      return [
        {
          id: everywhere ? 'armed-for-everyone' : 'armed-in-project',
          area: 'wiring',
          severity: everywhere ? 'error' : 'info',
          what: `${whose({ host, file })} set ${names.join(' and ')} for every session${everywhere ? '' : ' in this project'}`,
          why: `${variable} the guard: it holds the turns of sessions that you sit before, too`,
          mend: { edit: `take ${names.join(' and ')} out there, and set it in the environment of the loop` },
          place: { file: file.file },
        },
      ]
    }),
  )
