import type { Finding, Mend } from '../finding.ts'
import { groupBy } from '../group-by.ts'
import type { HostFacts } from '../host-facts.ts'
import type { FindingId } from '../ids.ts'
import type { Rule } from '../rule.ts'
import { isMarker, placeOf, type Wired, whose, wireAnew, wiredInto } from '../wired.ts'

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
    why: 'this agent is unguarded',
    mend: { run: 'dos-hook init' },
  }
}

/** Something is wired into a host, but nothing that answers the end of a turn, or bounds what it schedules. */
export const stopNotBound: Rule = ({ hosts }) =>
  hosts.flatMap((host) => {
    const wired = wiredInto(host)
    const [first] = wired
    const guards = wired.some(({ hook }) => hook.verb === 'wake')
    // What is bound there and holds nothing is told of by other rules: it is not in want of another beside it.
    const onStop = wired.some(({ hook }) => hook.moment === 'stop')
    if (first === undefined || guards || onStop) return []
    return [
      {
        id: 'stop-not-bound',
        area: 'wiring',
        severity: 'warning',
        what: `nothing is bound to the Stop of ${host.title}, only to ${first.hook.event}`,
        why: 'no turn is ever held or counted there',
        mend: wireAnew(first, `bind marker to the Stop of ${host.title} there, too`),
        place: placeOf(first),
      },
    ]
  })

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
  // Measured on Claude Code: of the same command in several settings it runs one.
  if (host.able.once && runs(group) === 1) return []
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

/** `wake` needs two events: one tells it what is scheduled, at the other it decides. */
export const wakeHalfBound: Rule = ({ hosts }) =>
  hosts.flatMap((host) => {
    const wakes = wiredInto(host).filter(({ hook }) => hook.verb === 'wake')
    const stop = wakes.find(({ hook }) => hook.moment === 'stop')
    const prompt = wakes.find(({ hook }) => hook.moment === 'prompt')
    const half = stop ?? prompt
    if (half === undefined || (stop && prompt)) return []
    return [
      {
        id: 'wake-half-bound',
        area: 'wiring',
        severity: 'error',
        what: `wake is bound to ${half.hook.event} of ${host.title} alone`,
        why:
          stop === undefined
            ? "it learns at Stop which prompts are scheduled: without that it takes each for a human's"
            : 'it turns prompts away at UserPromptSubmit: without that every wake-up runs',
        mend: wireAnew(half, 'bind it to both'),
        place: placeOf(half),
      },
    ]
  })

/** Agents that schedule their own next turn, where nothing bounds that. */
export const wakeMissing: Rule = ({ hosts }) =>
  hosts.flatMap((host): readonly Finding[] => {
    const wired = wiredInto(host)
    const marker = wired.find(({ hook }) => hook.moment === 'stop' && isMarker(hook))
    if (host.schedules === undefined || marker === undefined) return []
    if (wired.some(({ hook }) => hook.verb === 'wake')) return []
    const anew = wireAnew(marker, 'bind wake to Stop and UserPromptSubmit, and rearm to PreToolUse')
    return [
      {
        id: 'wake-missing',
        area: 'wiring',
        severity: 'warning',
        what: `agents schedule their own next turn here, as ${host.schedules} shows, and wake is not bound`,
        why: 'each scheduled prompt counts as a human one: it gives the whole budget back, and nothing ends the chain',
        mend: 'run' in anew ? { run: `${anew.run} --wake` } : anew,
        place: placeOf(marker),
      },
    ]
  })
