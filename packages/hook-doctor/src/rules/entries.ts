import type { HostFacts } from '../facts.ts'
import type { Case, Mend, Rule } from '../finding.ts'
import {
  everyWired,
  isLoop,
  isStopMarker,
  placeOf,
  type Wired,
  whose,
  wireAnew,
  wiredInto,
} from '../wired.ts'

/** What has the same key, together; groups in the order of their first member. (`Map.groupBy` came with Node 21.) */
function groupBy<T>(values: readonly T[], key: (value: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const value of values) {
    const group = groups.get(key(value))
    if (group === undefined) groups.set(key(value), [value])
    else group.push(value)
  }
  return [...groups.values()]
}

/** Hooks that name the same program in one file. */
function byProgram(facts: Parameters<Rule['find']>[0]) {
  return groupBy(everyWired(facts), ({ file, hook }) => JSON.stringify([file.file, hook.program]))
}

/** The hooks and what they do, up to the name of what they start. */
function subject(group: readonly Wired[]): string {
  const events = [...new Set(group.map(({ hook }) => hook.event))]
  const title = group[0]?.host.title ?? ''
  return events.length === 1
    ? `the hook on ${events[0]} of ${title} starts`
    : `the hooks on ${events.join(', ')} of ${title} start`
}

/** How many of them the host starts: of settings each command once, of plugins every one. */
function runs(group: readonly Wired[]): number {
  const plugins = group.filter(({ file }) => file.scope === 'plugin')
  const others = group.filter(({ file }) => file.scope !== 'plugin')
  return plugins.length + new Set(others.map(({ hook }) => hook.command)).size
}

/** Plugins are turned off in the host; in one file `init` leaves one; of several the user's own stays. */
function takeOutCopies(group: readonly [Wired, ...Wired[]]): Mend {
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
  if (scopes.length === 1) return wireAnew(first, byHand)
  if (scope === undefined || group.some(({ hook }) => hook.byHand)) return { edit: byHand }
  return { run: `dos-hook remove --host ${first.host.host} --scope ${scope}` }
}

const UNGUARDED = 'this agent is unguarded'

/** Hosts into which nothing is wired. Of a file that can't be read nobody knows what is in it. */
function bareOf(hosts: readonly HostFacts[]): readonly HostFacts[] {
  return hosts.filter((host) => wiredInto(host).length === 0 && !host.files.some(({ trouble }) => trouble))
}

/** Rules about what is wired, entry by entry. */
export const ENTRY_RULES: readonly Rule[] = [
  {
    id: 'no-host',
    area: 'wiring',
    severity: 'info',
    why: UNGUARDED,
    mend: { edit: 'name the one that you use, such as `dos-hook init --host claude-code`' },
    find: ({ hosts }) => (hosts.length === 0 ? [{ what: 'no host was found on this machine' }] : []),
  },
  {
    id: 'nothing-wired',
    area: 'wiring',
    severity: 'warning',
    why: UNGUARDED,
    mend: { run: 'dos-hook init' },
    find: ({ hosts }) => {
      const bare = bareOf(hosts)
      if (hosts.length === 0 || bare.length < hosts.length) return []
      return [
        {
          what: `nothing is wired: ${bare.map(({ title }) => title).join(', ')} would run without a guard`,
        },
      ]
    },
  },
  {
    id: 'host-not-wired',
    area: 'wiring',
    severity: 'info',
    why: UNGUARDED,
    find: ({ hosts }) => {
      const bare = bareOf(hosts)
      if (bare.length === hosts.length) return []
      return bare.map(({ host, title }) => ({
        what: `${title} is installed, and nothing is wired there`,
        mend: { run: `dos-hook init --host ${host}` },
      }))
    },
  },
  {
    id: 'stop-not-bound',
    area: 'wiring',
    severity: 'warning',
    why: 'no turn is ever held or counted there',
    find: ({ hosts }) =>
      hosts.flatMap((host): readonly Case[] => {
        const wired = wiredInto(host)
        const [first] = wired
        const guards = wired.some(({ hook }) => hook.verb === 'wake')
        // A wrong command on Stop is told of by another rule: it is not in want of one more beside it.
        const onStop = wired.some((one) => isStopMarker(one) || one.hook.complaint !== undefined)
        if (first === undefined || guards || onStop) return []
        return [
          {
            what: `no marker is bound to the Stop of ${host.title}, only ${first.hook.command}`,
            mend: wireAnew(first, `bind marker to the Stop of ${host.title} there, too`),
            place: placeOf(first),
          },
        ]
      }),
  },
  {
    id: 'wired-twice',
    area: 'wiring',
    severity: 'warning',
    why: 'every copy counts by itself: one turn takes as many places of the budget, or the answers differ',
    find: (facts) =>
      groupBy(everyWired(facts), ({ host, hook: { event, moment, verb, flags, matcher } }) =>
        JSON.stringify([
          ...[host.host, event, verb, flags.includes('--reset')],
          moment === 'before-tool' ? matcher : undefined,
        ]),
      ).flatMap((group): readonly Case[] => {
        const [{ host, hook }] = group
        // Measured on Claude Code: of the same command in several settings it runs one.
        const isOnce = host.host === 'claude-code' && runs(group) === 1
        if (group.length === 1 || hook.verb === undefined || isOnce) return []
        const list = [...new Set(group.map(whose))].join(' and ')
        return [
          {
            what: `${host.title} has ${hook.verb} on ${hook.event} ${group.length} times: in ${list}`,
            mend: takeOutCopies(group),
            place: placeOf(group.at(-1) ?? group[0]),
          },
        ]
      }),
  },
  {
    id: 'wake-missing',
    area: 'wiring',
    severity: 'warning',
    why: 'each scheduled prompt counts as a human one: it gives the whole budget back, and nothing ends the chain',
    find: ({ hosts }) =>
      hosts.flatMap((host): readonly Case[] => {
        const wired = wiredInto(host)
        const marker = wired.find(isStopMarker)
        if (host.schedules === undefined || marker === undefined) return []
        if (wired.some(({ hook }) => hook.verb === 'wake')) return []
        const anew = wireAnew(marker, 'bind wake to Stop and UserPromptSubmit, and rearm to PreToolUse')
        return [
          {
            what: `agents schedule their own next turn here, as ${host.schedules} shows, and wake is not bound`,
            mend: 'run' in anew ? { run: `${anew.run} --wake` } : anew,
            place: placeOf(marker),
          },
        ]
      }),
  },
  {
    id: 'package-missing',
    area: 'wiring',
    severity: 'error',
    why: 'until the package is installed here, no session in this project is guarded',
    mend: { edit: 'install what the project names, with `npm install` or `bun install`' },
    find: (facts) =>
      byProgram(facts)
        .filter(([{ hook }]) => hook.program.missing === 'package')
        .map((group) => ({
          what: `${subject(group)} the dos-hook that is installed in the project, and none is`,
          place: placeOf(group[0]),
        })),
  },
  {
    id: 'program-missing',
    area: 'wiring',
    severity: 'error',
    why: 'the host cannot start the hook, and lets every turn end without a word to you',
    find: (facts) =>
      byProgram(facts)
        .filter(([{ hook }]) => hook.program.missing === 'program')
        .map((group) => {
          const [first] = group
          const { word } = first.hook.program
          const byHand =
            first.file.scope === 'plugin'
              ? `install ${word} where the host finds it, or turn the plugin off`
              : 'name a program that is there, by its whole path'
          return {
            what: `${subject(group)} ${word}, which is not there`,
            mend: wireAnew(first, byHand),
            place: placeOf(first),
          }
        }),
  },
  {
    id: 'folder-runs-first',
    area: 'wiring',
    severity: 'warning',
    why: 'it is looked up in the folder of the session first: a cloned repository can put code of its own there',
    find: (facts) =>
      byProgram(facts)
        .filter(([{ hook, file }]) => {
          const { named, missing } = hook.program
          // What a project's settings name comes from where they come from.
          const asksFolder = named === 'relative' || (named === 'by-runner' && file.scope !== 'project')
          return missing === undefined && asksFolder
        })
        .map((group) => {
          const { word, named } = group[0].hook.program
          return {
            what: `${subject(group)} ${named === 'relative' ? word : `dos-hook through ${word}`}`,
            mend: wireAnew(group[0], 'name the program by its whole path'),
            place: placeOf(group[0]),
          }
        }),
  },
  {
    id: 'wrong-words',
    area: 'wiring',
    severity: 'error',
    why: 'a wrong command line decides nothing, and the host takes that for a release',
    find: (facts) =>
      everyWired(facts).flatMap((wired): readonly Case[] => {
        const { complaint, command, verb } = wired.hook
        if (complaint === undefined) return []
        const help = verb === undefined ? '`dos-hook --help`' : `\`dos-hook ${verb} --help\``
        return [
          {
            what: `${command}: ${complaint}`,
            mend: { edit: `correct the command there; ${help} tells what it takes` },
            place: placeOf(wired),
          },
        ]
      }),
  },
  {
    id: 'loop-for-everyone',
    area: 'wiring',
    severity: 'error',
    why: 'it holds the turns of every session, also of those that you sit before, and you pay for each',
    find: (facts) =>
      everyWired(facts)
        .filter((one) => isStopMarker(one) && isLoop(one.hook))
        .filter(({ file: { scope } }) => scope !== 'project' && scope !== 'local')
        .map((wired) => ({
          what: `--loop stands in ${whose(wired)}`,
          mend: wireAnew(
            wired,
            'take --loop out, and start loops with DOS_LOOP=1 or with settings of their own',
            false,
          ),
          place: placeOf(wired),
        })),
  },
]
