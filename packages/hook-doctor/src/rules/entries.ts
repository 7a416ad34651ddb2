import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { hearingWords } from '../hearing-words.ts'
import type { WiredHook } from '../host-facts.ts'
import type { Rule } from '../rule.ts'
import { everyWired, isLoop, isMarker, placeOf, type Wired, whose, wireAnew, wiredInto } from '../wired.ts'

/** A rule about single entries: what is wrong with one, if anything is. */
function ofEachEntry(
  judge: (wired: Wired, facts: Facts) => Omit<Finding, 'area' | 'place'> | undefined,
): Rule {
  return (facts) =>
    everyWired(facts).flatMap((wired) => {
      const found = judge(wired, facts)
      return found === undefined ? [] : [{ area: 'wiring', ...found, place: placeOf(wired) }]
    })
}

/** The hook as one names it in a sentence. */
function subject({ hook, host }: Wired): string {
  return `the hook on ${hook.event} of ${host.title}`
}

/** A streak that is zeroed at every Stop: there is no end of the budget, or nothing that holds at all. */
export const resetOnStop: Rule = ofEachEntry(({ host, hook }) => {
  if (hook.verb !== 'marker' || hook.moment !== 'stop' || isMarker(hook)) return undefined
  const beside = wiredInto(host).some((each) => each.hook.moment === 'stop' && isMarker(each.hook))
  return {
    id: 'reset-on-stop',
    severity: 'error',
    what: `marker --reset is bound to ${hook.event} of ${host.title}`,
    why: beside
      ? 'every turn gets the whole budget back: the marker beside it may hold for ever'
      : 'every turn only gets the budget back: none is ever held or counted there',
    mend: { edit: beside ? `take that entry out of ${hook.event}` : 'take --reset out of the command there' },
  }
})

/** `if` is for tools; on an event without one the condition never holds, and Claude Code never runs the hook. */
export const ifOnStop: Rule = ofEachEntry((wired) => {
  const { hasIf, moment } = wired.hook
  if (!hasIf || (moment !== 'stop' && moment !== 'prompt')) return undefined
  return {
    id: 'if-on-stop',
    severity: 'error',
    what: `${subject(wired)} has an "if"`,
    why: 'a condition on an event that is about no tool never holds: the host never runs the hook',
    mend: wireAnew(wired, 'take the "if" out'),
  }
})

/** A hook that its host doesn't wait for: Claude Code says that such a one decides nothing, Codex passes it over. */
export const asyncHook: Rule = ofEachEntry((wired) =>
  !wired.hook.async || wired.hook.flags.includes('--reset')
    ? undefined
    : {
        id: 'async-hook',
        severity: 'error',
        what: `${subject(wired)} has "async": true`,
        why: 'the host does not wait for what it answers: a turn is counted as held, and let end',
        mend: { edit: 'take "async" out there' },
      },
)

/** Flags that are for people and scripts, and what a hook that has one does instead of its work. */
const INSTEAD: Readonly<Record<string, string>> = {
  '--dry-run': 'it only says what it would do: no turn is held, and nothing is counted',
  '--json': 'it answers in words for scripts, which no host takes: a turn is counted as held, and let end',
  '--help': 'it only shows its help',
  '-h': 'it only shows its help',
}

/** A hook that is bound with a flag by which it answers a person, and not its host. */
export const answersPeople: Rule = ofEachEntry(({ host, hook: { verb, event, flags } }) => {
  const flag = flags.find((each) => Object.hasOwn(INSTEAD, each))
  if (verb === undefined || flag === undefined) return undefined
  return {
    id: 'answers-people',
    severity: 'error',
    what: `${verb} is bound to ${event} of ${host.title} with ${flag}`,
    why: INSTEAD[flag] ?? '',
    mend: { edit: `take ${flag} out there` },
  }
})

/** A timeout that was written in the other unit, in seconds: less than any hook takes through a loaded machine. */
export const timeoutTooShort: Rule = ofEachEntry((wired) => {
  const { hook, host } = wired
  if (hook.timeoutSeconds === undefined || hook.timeoutSeconds >= 1) return undefined
  const unit = `${host.title} counts timeouts in ${host.able.milliseconds ? 'milliseconds' : 'seconds'}`
  return {
    id: 'timeout-too-short',
    severity: 'error',
    what: `${subject(wired)} may take ${hook.timeoutSeconds} s: ${unit}`,
    why: 'the host ends it before it can answer, and every turn is let end',
    mend: wireAnew(wired, 'write a longer timeout'),
  }
})

/** A command line that the program refuses: it leaves with status 1, which every host takes for a release. */
export const wrongWords: Rule = ofEachEntry(({ hook: { complaint, command, verb } }) =>
  complaint === undefined
    ? undefined
    : {
        id: 'wrong-words',
        severity: 'error',
        what: `${command}: ${complaint}`,
        why: 'a wrong command line decides nothing, and the host takes that for a release',
        mend: {
          edit: `correct the command there; ${verb === undefined ? '`dos-hook --help`' : `\`dos-hook ${verb} --help\``} tells what it takes`,
        },
      },
)

/** A verb on an event that it doesn't answer. */
export const wrongEvent: Rule = ofEachEntry(({ hook, host }) => {
  const wanted = wantedEvent(hook)
  if (wanted === undefined) return undefined
  return {
    id: 'wrong-event',
    severity: 'warning',
    what: `${hook.verb} is bound to ${hook.event} of ${host.title}, but answers ${wanted}`,
    why: 'it lets every other event pass: bound there it costs time and does nothing',
    mend: { edit: `bind it to ${wanted}` },
  }
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
export const wrongDialect: Rule = ofEachEntry((wired, { hosts }) => {
  const { hook, host, file } = wired
  const { dialect } = hook
  if (dialect === undefined || dialect === 'auto' || dialect === host.host) return undefined
  // Some hosts share a file: then it is meant for the other.
  const shared = hosts.some(
    (one) => one.host === dialect && one.files.some((each) => each.file === file.file),
  )
  if (shared) return undefined
  return {
    id: 'wrong-dialect',
    severity: 'error',
    what: `${subject(wired)} is told to answer as ${dialect}`,
    why: 'a host passes over an answer that is not its own: the turn is counted as held, and let end',
    mend: wireAnew(wired, `write --dialect ${host.host}, or leave it out`),
  }
})

/** `--loop` where sessions read it that a person sits before. */
export const loopForEveryone: Rule = ofEachEntry((wired) => {
  const { hook, file } = wired
  if (!isMarker(hook) || !isLoop(hook) || file.scope === 'project' || file.scope === 'local') return undefined
  return {
    id: 'loop-for-everyone',
    severity: 'error',
    what: `--loop stands in ${whose(wired)}`,
    why: 'it holds the turns of every session, also of those that you sit before, and you pay for each',
    mend: wireAnew(
      wired,
      'take --loop out, and start loops with DOS_LOOP=1 or with settings of their own',
      false,
    ),
  }
})

/** `rearm` on every tool: a process more at each call. */
export const rearmWithoutMatcher: Rule = ofEachEntry(({ hook, host }) =>
  hook.verb !== 'rearm' || !['', '*', undefined].includes(hook.matcher)
    ? undefined
    : {
        id: 'rearm-without-matcher',
        severity: 'warning',
        what: `rearm is bound to every tool of ${host.title}`,
        why: 'it is about two tools only, and is started, and waited for, at each call of any',
        mend: { edit: 'add "matcher": "ScheduleWakeup|CronCreate" beside its "hooks"' },
      },
)

/** Hooks that their host asks its user about first. Without trust they don't run, and `codex exec` doesn't say so. */
export const distrusted: Rule = ofEachEntry((wired, { now }) => {
  const { distrust } = wired.hook
  if (distrust === undefined) return undefined
  const isOff = distrust === 'off'
  // A run may go round the trust (`--dangerously-bypass-hook-trust`): the next one that doesn't is not guarded.
  if (!isOff && hearingWords(wired.host, now)?.kind === 'called') {
    return {
      id: 'trust-bypassed',
      severity: 'warning',
      what: `${subject(wired)} was called, by runs that ask for no trust: others leave it out`,
      why: 'without a terminal they do not say so',
      mend: { edit: `start ${wired.host.host}, type /hooks and trust it there` },
    }
  }
  return {
    id: isOff ? 'turned-off' : 'untrusted',
    severity: 'error',
    what: `${subject(wired)} ${isOff ? 'is turned off there' : 'is not trusted yet'}`,
    why: 'the host does not run it, and without a terminal it does not say so',
    mend: { edit: `start ${wired.host.host}, type /hooks and ${isOff ? 'turn it on' : 'trust it'} there` },
  }
})
