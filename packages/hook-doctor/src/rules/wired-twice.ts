import type { Finding, Mend } from '../finding.ts'
import { groupBy } from '../group-by.ts'
import type { HostFacts } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { placeOf, type Wired, whose, wireAnew, wiredInto } from '../wired.ts'

/** The same verb on the same event of one host, more than once: every copy counts by itself. */
export const wiredTwice: Rule = ({ hosts }) => hosts.flatMap((host) => groups(host).flatMap(judge))

/** What belongs together: the event, the verb, whether it counts or zeroes, and the tools it is for. */
function groups(host: HostFacts): readonly (readonly Wired[])[] {
  const groups = groupBy(wiredInto(host), ({ hook: { event, moment, verb, flags, matcher } }) =>
    JSON.stringify([event, verb, flags.includes('--reset'), moment === 'before-tool' ? matcher : undefined]),
  )
  return groups.filter((group) => group.length > 1)
}

function judge(group: readonly Wired[]): readonly Finding[] {
  const [first] = group
  if (first === undefined || first.hook.verb === undefined) return []
  const { host, hook } = first
  const what = `${host.title} has ${hook.verb} on ${hook.event} ${group.length} times: in ${list(group)}`
  const area = 'wiring'
  const place = placeOf(group.at(-1) ?? first)
  if (host.able.once && runs(group) === 1) {
    const why = 'the host runs the same command once, so nothing is counted twice; one of them is enough'
    return [{ id: 'wired-in-several-scopes', area, severity: 'info', what, why, place }]
  }
  const why =
    'every copy counts by itself: one turn takes as many places of the budget, or the answers differ'
  return [{ id: 'wired-twice', area, severity: 'warning', what, why, mend: mend(group), place }]
}

/** How many of them the host starts: of settings each command once, of plugins every one. */
function runs(group: readonly Wired[]): number {
  const plugins = group.filter(({ file }) => file.scope === 'plugin')
  const others = group.filter(({ file }) => file.scope !== 'plugin')
  return plugins.length + new Set(others.map(({ hook }) => hook.command)).size
}

function list(group: readonly Wired[]): string {
  return [...new Set(group.map(whose))].join(' and ')
}

/** Plugins are turned off in the host; in one file `init` leaves one; of several the user's own stays. */
function mend(group: readonly Wired[]): Mend {
  const plugin = group.find(({ file }) => file.scope === 'plugin')
  if (plugin !== undefined) {
    return {
      edit: `turn ${plugin.file.plugin ?? 'the plugin'} off in ${plugin.host.title}, or take out the other`,
    }
  }
  const [first] = group
  const scopes = [...new Set(group.map(({ file }) => file.scope))]
  const scope = scopes.find((each) => each === 'local' || each === 'project')
  const byHand = 'take all of them out but one'
  if (first === undefined || group.some(({ hook }) => hook.byHand)) return { edit: byHand }
  if (scopes.length === 1) return wireAnew(first, byHand)
  return scope === undefined
    ? { edit: byHand }
    : { run: `dos-hook remove --host ${first.host.host} --scope ${scope}` }
}
