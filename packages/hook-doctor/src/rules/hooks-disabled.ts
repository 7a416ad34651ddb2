import type { Finding } from '../finding.ts'
import type { HostFacts, SettingsFacts } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { whose, wiredInto } from '../wired.ts'

/** Settings that turn hooks off: all of them, or all but an administrator's. */
export const hooksDisabled: Rule = ({ hosts }) =>
  hosts
    .filter((host) => wiredInto(host).some(({ file }) => file.scope !== 'managed'))
    .flatMap((host) => host.files.flatMap((file) => judge(host, file)))

function judge(host: HostFacts, file: SettingsFacts): readonly Finding[] {
  const owner = whose({ host, file })
  const common = {
    area: 'wiring',
    severity: 'error',
    why: 'the hooks that are wired are never run',
    place: { file: file.file },
  } as const
  const disabled: Finding = {
    ...common,
    id: 'hooks-disabled',
    what: `disableAllHooks stands in ${owner}`,
    mend: { edit: 'take disableAllHooks out there' },
  }
  const managed: Finding = {
    ...common,
    id: 'managed-hooks-only',
    what: `allowManagedHooksOnly stands in ${owner}`,
    mend: { edit: 'ask whoever manages this machine to wire dos-hook there' },
  }
  return [...(file.disablesHooks ? [disabled] : []), ...(file.managedHooksOnly ? [managed] : [])]
}
