import type { Finding, Mend } from '../finding.ts'
import { groupBy } from '../group-by.ts'
import type { HostFacts, WiredHook } from '../host-facts.ts'
import type { FindingId } from '../ids.ts'
import type { Rule } from '../rule.ts'
import { everyWired, isLoop, isMarker, placeOf, type Wired, whose, wireAnew, wiredInto } from '../wired.ts'

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

/** A streak that is zeroed at every Stop: there is no end of the budget, or nothing that holds at all. */
export const resetOnStop: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.verb === 'marker' && hook.moment === 'stop' && !isMarker(hook))
    .map((wired) => {
      const { host, hook } = wired
      const beside = wiredInto(host).some((each) => each.hook.moment === 'stop' && isMarker(each.hook))
      return {
        id: 'reset-on-stop',
        area: 'wiring',
        severity: 'error',
        what: `marker --reset is bound to ${hook.event} of ${host.title}`,
        why: beside
          ? 'every turn gets the whole budget back: the marker beside it may hold for ever'
          : 'every turn only gets the budget back: none is ever held or counted there',
        mend: {
          edit: beside ? `take that entry out of ${hook.event}` : 'take --reset out of the command there',
        },
        place: placeOf(wired),
      }
    })

/** `if` is for tools; on an event without one the condition never holds, and Claude Code never runs the hook. */
export const ifOnStop: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.hasIf && (hook.moment === 'stop' || hook.moment === 'prompt'))
    .map((wired) => ({
      id: 'if-on-stop',
      area: 'wiring',
      severity: 'error',
      what: `the hook on ${wired.hook.event} of ${wired.host.title} has an "if"`,
      why: 'a condition on an event that is about no tool never holds: the host never runs the hook',
      mend: wireAnew(wired, 'take the "if" out'),
      place: placeOf(wired),
    }))

/** A hook that its host doesn't wait for: Claude Code says that such a one decides nothing, Codex passes it over. */
export const asyncHook: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.async && !hook.flags.includes('--reset'))
    .map((wired) => ({
      id: 'async-hook',
      area: 'wiring',
      severity: 'error',
      what: `the hook on ${wired.hook.event} of ${wired.host.title} has "async": true`,
      why: 'the host does not wait for what it answers: a turn is counted as held, and let end',
      mend: { edit: 'take "async" out there' },
      place: placeOf(wired),
    }))

/** Flags that are for people and scripts, and what a hook that has one does instead of its work. */
const INSTEAD: Readonly<Record<string, string>> = {
  '--dry-run': 'it only says what it would do: no turn is held, and nothing is counted',
  '--json': 'it answers in words for scripts, which no host takes: a turn is counted as held, and let end',
  '--help': 'it only shows its help',
  '-h': 'it only shows its help',
}

/** A hook that is bound with a flag by which it answers a person, and not its host. */
export const answersPeople: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { verb, event, flags } = wired.hook
    const flag = flags.find((each) => Object.hasOwn(INSTEAD, each))
    if (verb === undefined || flag === undefined) return []
    return [
      {
        id: 'answers-people',
        area: 'wiring',
        severity: 'error',
        what: `${verb} is bound to ${event} of ${wired.host.title} with ${flag}`,
        why: INSTEAD[flag] ?? '',
        mend: { edit: `take ${flag} out there` },
        place: placeOf(wired),
      },
    ]
  })

/** Less than any hook takes through a loaded machine. */
const SHORTEST = 1

/** A timeout that was written in the other unit: hosts count in seconds or in milliseconds. */
export const timeoutTooShort: Rule = (facts) =>
  everyWired(facts).flatMap((wired): readonly Finding[] => {
    const { hook, host } = wired
    const seconds = hook.timeoutSeconds
    if (seconds === undefined || seconds >= SHORTEST) return []
    const unit = `${host.title} counts timeouts in ${host.able.milliseconds ? 'milliseconds' : 'seconds'}`
    return [
      {
        id: 'timeout-too-short',
        area: 'wiring',
        severity: 'error',
        what: `the hook on ${hook.event} of ${host.title} may take ${seconds} s: ${unit}`,
        why: 'the host ends it before it can answer, and every turn is let end',
        mend: wireAnew(wired, 'write a longer timeout'),
        place: placeOf(wired),
      },
    ]
  })

/** A command line that the program refuses: it leaves with status 1, which every host takes for a release. */
export const wrongWords: Rule = (facts) =>
  everyWired(facts).flatMap((wired) =>
    wired.hook.complaint === undefined
      ? []
      : [
          {
            id: 'wrong-words',
            area: 'wiring',
            severity: 'error',
            what: `${wired.hook.command}: ${wired.hook.complaint}`,
            why: 'a wrong command line decides nothing, and the host takes that for a release',
            mend: { edit: `correct the command there; ${example(wired.hook)} tells what it takes` },
            place: placeOf(wired),
          },
        ],
  )

function example({ verb }: WiredHook): string {
  return verb === undefined ? '`dos-hook --help`' : `\`dos-hook ${verb} --help\``
}

/** A verb on an event that it doesn't answer. */
export const wrongEvent: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { hook, host } = wired
    const wanted = wantedEvent(hook)
    if (wanted === undefined) return []
    return [
      {
        id: 'wrong-event',
        area: 'wiring',
        severity: 'warning',
        what: `${hook.verb} is bound to ${hook.event} of ${host.title}, but answers ${wanted}`,
        why: 'it lets every other event pass: bound there it costs time and does nothing',
        mend: { edit: `bind it to ${wanted}` },
        place: placeOf(wired),
      },
    ]
  })

/** What a hook should have been bound to; `undefined` where it is. */
function wantedEvent({ verb, flags, moment }: WiredHook): string | undefined {
  switch (verb) {
    case 'marker':
      return moment === 'stop' || flags.includes('--reset') ? undefined : 'Stop'
    case 'wake':
      return moment === 'stop' || moment === 'prompt' ? undefined : 'Stop and UserPromptSubmit'
    case 'rearm':
      return moment === 'before-tool' ? undefined : 'PreToolUse'
    default:
      return undefined
  }
}

/** A hook that answers in the words of another host than the one it is bound to. */
export const wrongDialect: Rule = (facts) =>
  everyWired(facts).flatMap((wired) => {
    const { hook, host, file } = wired
    const { dialect } = hook
    if (dialect === undefined || dialect === 'auto' || dialect === host.host) return []
    // Some hosts share a file: then it is meant for the other.
    const shared = facts.hosts.some(
      (other) => other.host === dialect && other.files.some((each) => each.file === file.file),
    )
    if (shared) return []
    return [
      {
        id: 'wrong-dialect',
        area: 'wiring',
        severity: 'error',
        what: `the hook on ${hook.event} of ${host.title} is told to answer as ${dialect}`,
        why: 'a host passes over an answer that is not its own: the turn is counted as held, and let end',
        mend: wireAnew(wired, `write --dialect ${host.host}, or leave it out`),
        place: placeOf(wired),
      },
    ]
  })

/** `--loop` where sessions read it that a person sits before. */
export const loopForEveryone: Rule = (facts) =>
  everyWired(facts)
    .filter(
      ({ hook, file }) =>
        isMarker(hook) && isLoop(hook) && file.scope !== 'project' && file.scope !== 'local',
    )
    .map((wired) => ({
      id: 'loop-for-everyone',
      area: 'wiring',
      severity: 'error',
      what: `--loop stands in ${whose(wired)}`,
      why: 'it holds the turns of every session, also of those that you sit before, and you pay for each',
      mend: wireAnew(
        wired,
        'take --loop out, and start loops with DOS_LOOP=1 or with settings of their own',
        false,
      ),
      place: placeOf(wired),
    }))

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

/** `rearm` on every tool: a process more at each call. */
export const rearmWithoutMatcher: Rule = (facts) =>
  everyWired(facts)
    .filter(({ hook }) => hook.verb === 'rearm' && ['', '*', undefined].includes(hook.matcher))
    .map((wired) => ({
      id: 'rearm-without-matcher',
      area: 'wiring',
      severity: 'warning',
      what: `rearm is bound to every tool of ${wired.host.title}`,
      why: 'it is about two tools only, and is started, and waited for, at each call of any',
      mend: { edit: 'add "matcher": "ScheduleWakeup|CronCreate" beside its "hooks"' },
      place: placeOf(wired),
    }))
