import type { Finding } from '../finding.ts'
import type { HostFacts } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { everyWired, placeOf, type Wired, wiredInto } from '../wired.ts'

/** What to say of each way in which a host doesn't trust a hook. */
const SAY = {
  untrusted: ['untrusted', 'error', 'is not trusted yet'],
  changed: ['trust-outdated', 'warning', 'is not as it was when it was trusted'],
  off: ['turned-off', 'error', 'is turned off'],
} as const

/** Hooks that their host asks its user about first. Without trust they don't run, and `codex exec` doesn't say so. */
export const untrusted: Rule = (facts) => [
  ...everyWired(facts).flatMap(hookFindings),
  ...facts.hosts.flatMap(projectFindings),
]

function hookFindings(wired: Wired): readonly Finding[] {
  const { trust, event } = wired.hook
  if (trust === undefined || trust === 'trusted') return []
  const [id, severity, state] = SAY[trust]
  return [
    {
      id,
      area: 'wiring',
      severity,
      what: `the hook on ${event} of ${wired.host.title} ${state}`,
      why: 'the host does not run it, and without a terminal it does not say so',
      mend: {
        edit: `start ${wired.host.host}, type /hooks and ${trust === 'off' ? 'turn it on' : 'trust it'} there`,
      },
      place: placeOf(wired),
    },
  ]
}

/** Codex 0.169 doesn't read `.codex` of a project it doesn't trust, whatever trust a hook has (measured). */
function projectFindings(host: HostFacts): readonly Finding[] {
  const inProject = wiredInto(host).find(({ file }) => file.scope === 'project' || file.scope === 'local')
  if (inProject === undefined) return []
  const place = { file: inProject.file.file }
  if (host.able.asks === 'repository-hooks' && host.projectTrusted === undefined) {
    return [
      {
        id: 'project-trust-asked',
        area: 'wiring',
        severity: 'info',
        what: `${host.title} runs the hooks of a project only once you trust it`,
        why: 'whether you do can not be told from here',
        place,
      },
    ]
  }
  if (host.projectTrusted !== false) return []
  return [
    {
      id: 'project-untrusted',
      area: 'wiring',
      severity: 'error',
      what: `${host.title} does not trust this project`,
      why: 'it does not read the hooks in it at all, and without a terminal it does not say so',
      mend: { edit: `start ${host.host} in the project, and trust it when it asks` },
      place,
    },
  ]
}
