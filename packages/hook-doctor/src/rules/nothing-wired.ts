import type { Finding } from '../finding.ts'
import type { FindingId } from '../ids.ts'
import type { Rule } from '../rule.ts'
import { wiredInto } from '../wired.ts'

/** Hosts that are installed and know nothing of the guard. */
export const nothingWired: Rule = ({ hosts }) => {
  // Of a file that can't be read nobody knows what is in it; another rule tells of that.
  const bare = hosts.filter(
    (host) => wiredInto(host).length === 0 && !host.files.some(({ trouble }) => trouble),
  )
  if (hosts.length === 0) {
    const edit = 'name the one that you use, such as `dos-hook init --host claude-code`'
    return [{ ...finding('no-host', 'info', 'no host was found on this machine'), mend: { edit } }]
  }
  if (bare.length === hosts.length) {
    const names = bare.map(({ title }) => title).join(', ')
    return [finding('nothing-wired', 'warning', `nothing is wired: ${names} would run without a guard`)]
  }
  return bare.map(({ host, title }) => ({
    ...finding('host-not-wired', 'info', `${title} is installed, and nothing is wired there`),
    mend: { run: `dos-hook init --host ${host}` },
  }))
}

function finding(id: FindingId, severity: Finding['severity'], what: string): Finding {
  return {
    id,
    area: 'wiring',
    severity,
    what,
    why: 'what is not asked cannot hold or release anything',
    mend: { run: 'dos-hook init' },
  }
}
