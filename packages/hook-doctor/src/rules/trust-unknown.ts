import type { Rule } from '../rule.ts'
import { wiredInto } from '../wired.ts'

/** A host that asks for trust, and whose answers can't be read. Never with a frame: such files may hold keys. */
export const trustUnknown: Rule = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.trustFaults.map(({ message, ...place }) => ({
      id: 'trust-unknown',
      area: 'wiring',
      // Where nothing is wired, nothing has to be trusted.
      severity: wiredInto(host).length > 0 ? 'warning' : 'info',
      what: `what ${host.title} trusts can't be told: ${message}`,
      why: 'a hook that the host does not trust never runs, and whether it would can not be seen',
      mend: { edit: 'correct the file, then look again' },
      place,
    })),
  )
