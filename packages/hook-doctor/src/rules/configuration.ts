import { codeFrame } from '../code-frame.ts'
import type { ConfigFacts, ConfigProblem, WaitSettings } from '../config-facts.ts'
import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { isLoop, placeOf, stopMarkers, wireAnew } from '../wired.ts'

/** The configuration is there and can't be read: the guard then lets every turn end. */
export const configUnreadable: Rule = ({ config }) =>
  config.refused === undefined
    ? []
    : [
        {
          id: 'config-unreadable',
          area: 'configuration',
          severity: 'error',
          what: config.refused,
          why: 'a hook that cannot read its configuration lets every turn end',
          mend: { edit: `make ${config.file} a file that you may read, or remove it` },
          place: { file: config.file },
        },
      ]

/** What stands still while one table can't be read. */
const WHY: Readonly<Record<string, string>> = {
  wait: 'while the table is malformed, every turn is let end and nothing is counted',
  wake: 'while the table is malformed, scheduled prompts run without a bound',
  noop_streak: 'programs that read this table refuse it; the hooks go by [marker]',
}

/** Something in the configuration has a wrong form or value: the hooks then act on nothing. */
export const configMalformed: Rule = ({ config }) =>
  config.problems.map((problem) => ({
    id: 'config-malformed',
    area: 'configuration',
    severity: problem.table === 'noop_streak' ? 'warning' : 'error',
    what: problem.message,
    why:
      WHY[problem.table ?? ''] ??
      'while the configuration is malformed, every turn is let end and nothing is counted',
    mend: { edit: 'correct it; to go by the defaults, take it out' },
    ...pointTo(config, problem),
  }))

/** What a file says and what does not count: a file of another user, a value beyond its bounds. */
export const configUncounted: Rule = ({ config }) =>
  config.uncounted.map((what) => ({
    id: 'config-uncounted',
    area: 'configuration',
    severity: 'info',
    what,
    why: 'what a stranger sends may not change how your sessions run; `dos-hook config` shows what is in force',
    mend: {
      edit: 'take it out, or put it into your own config.toml; `dos-hook config` shows what is in force',
    },
    place: { file: config.file },
  }))

/** The place of a complaint, with the code around it. */
function pointTo(
  { file, text }: ConfigFacts,
  { line, column = 1 }: Pick<ConfigProblem, 'line' | 'column'>,
): Pick<Finding, 'place' | 'frame'> {
  if (line === undefined) return { place: { file } }
  return {
    place: { file, line, column },
    ...(text !== undefined && { frame: codeFrame(text, line, column) }),
  }
}

/** A key that a table of ours doesn't have: what it was to change is as it was. */
export const unknownKey: Rule = ({ config }) =>
  config.unknownKeys.map((problem) => ({
    id: 'unknown-key',
    area: 'configuration',
    severity: 'warning',
    what: problem.message,
    why: 'the key changes nothing, and the default is in force',
    mend: { edit: 'write it as the key that was meant, or take it out' },
    ...pointTo(config, problem),
  }))

/**
 * A table, or a key outside all tables, that nobody here reads. The file may be shared with other programs, so it is a
 * mistake only where it looks like one.
 */
export const unknownTable: Rule = ({ config }) =>
  config.unknownNames.map((each) => {
    const { name, isTable, meant } = each
    const what = isTable ? `there is no table [${name}]` : `${name} stands outside of all tables`
    return {
      id: 'unknown-table',
      area: 'configuration',
      severity: meant === undefined ? 'info' : 'warning',
      what:
        meant === undefined
          ? what
          : isTable
            ? `${what}; the nearest is [${meant}]`
            : `${what}; it is a key of [${meant}]`,
      why: "nothing of dos-hook reads it: what it was to change is as it was, unless it is another program's",
      ...(meant !== undefined && {
        mend: { edit: isTable ? `write [${meant}]` : `put it below a line [${meant}]` },
      }),
      ...pointTo(config, each),
    }
  })

/** A halt that can never come: with the latch respected, a chain that goes on is left alone before it is counted. */
export const haltBehindLatch: Rule = ({ config: { marker, file } }) =>
  marker?.onExhausted === 'halt' && marker.respectStopHookActive
    ? [
        {
          id: 'halt-behind-latch',
          area: 'configuration',
          severity: 'warning',
          what: 'on_exhausted = "halt" never comes to pass while respect_stop_hook_active is true',
          why: 'a run that another hook keeps going is not ended',
          mend: { edit: 'set respect_stop_hook_active = false in [marker], or on_exhausted = "release"' },
          place: { file },
        },
      ]
    : []

/** A halt on a host that can't: the marker then refuses to decide anything there. */
export const haltUnable: Rule = (facts) =>
  facts.config.marker?.onExhausted !== 'halt'
    ? []
    : stopMarkers(facts)
        .filter(({ host }) => !host.able.halt)
        .map((wired) => ({
          id: 'halt-unable',
          area: 'configuration',
          severity: 'error',
          what: `on_exhausted = "halt" is refused on ${wired.host.title}`,
          why: 'the host does not end a run when it is told to, so every turn there is let end and nothing is counted',
          mend: { edit: 'set on_exhausted = "release" in [marker]' },
          place: placeOf(wired),
        }))

/** A wait that is longer than the host lets its hook run: it ends the hook, and the turn with it. */
export const waitOutlastsTimeout: Rule = (facts) => {
  const { wait } = facts.config
  if (wait === undefined || !waits(wait)) return []
  return stopMarkers(facts).flatMap((wired) => {
    const timeout = wired.hook.timeoutSeconds ?? wired.host.able.timeoutSeconds
    if (timeout === undefined || timeout > wait.maxSeconds) return []
    return [
      {
        id: 'wait-outlasts-timeout',
        area: 'configuration',
        severity: 'error',
        what: `[wait] may take ${wait.maxSeconds} s, but ${wired.host.title} ends the hook after ${timeout} s`,
        why: 'a hook that is ended in its wait lets the turn end: work in the background may be lost',
        mend: wireAnew(wired, `write a timeout above ${wait.maxSeconds} s, or a smaller max_seconds`),
        place: placeOf(wired),
      },
    ]
  })
}

/** Whether there is anything that it waits for. */
function waits({ background, until }: WaitSettings): boolean {
  return background || until !== undefined
}

/** Waiting for shells where they can't be found. */
export const waitNotHere: Rule = ({ config, platform }) =>
  config.wait?.background === true && platform === 'win32'
    ? [
        {
          id: 'wait-not-here',
          area: 'configuration',
          severity: 'warning',
          what: '[wait] background does nothing on Windows',
          why: 'background shells are not found there: the turn is held instead, and paid for',
          mend: { edit: 'set background = false in [wait], or name a condition by until' },
          place: { file: config.file },
        },
      ]
    : []

/** A condition to wait for that no hook was told to run. */
export const untilNotAllowed: Rule = (facts) => {
  if (facts.config.wait?.until === undefined) return []
  return stopMarkers(facts)
    .filter(({ hook }) => !hook.flags.includes('--allow-until'))
    .map((wired) => ({
      id: 'until-not-allowed',
      area: 'configuration',
      severity: 'warning',
      what: '[wait] until is set, but the hook is wired without --allow-until',
      why: 'a dos.toml may come with a cloned repository and runs nothing by itself: there is no wait for it',
      mend: { edit: 'add --allow-until to the command there, if you trust the project' },
      place: placeOf(wired),
    }))
}

/** No variable, no list of the event and no flag: a guard that is never asked for. */
export const nothingArms: Rule = (facts) => {
  const { marker } = facts.config
  const markers = stopMarkers(facts)
  const [first] = markers
  if (marker === undefined || first === undefined) return []
  if (marker.armOnEnv.length > 0 || marker.armOnEvent.length > 0) return []
  if (markers.some(({ hook }) => isLoop(hook))) return []
  return [
    {
      id: 'nothing-arms',
      area: 'configuration',
      severity: 'error',
      what: 'arm_on_env is empty and no hook is wired with --loop: nothing ever arms the guard',
      why: 'every Stop counts as an ordinary turn, and no loop is bounded',
      mend: {
        edit: 'name a variable in arm_on_env, such as "DOS_LOOP", or add --loop to the hook of a loop',
      },
      place: placeOf(first),
    },
  ]
}

/** A budget of nothing: no turn is ever held, nor waited for. */
export const holdsNothing: Rule = (facts) => {
  const { marker, file } = facts.config
  const why = 'the first turn without progress ends the session, and [wait] never comes into play'
  const mend = { edit: 'allow 1 or more; to be without the guard, take it out with `dos-hook remove`' }
  const told = stopMarkers(facts)
    .filter(({ hook }) => capOf(hook.flags) === '0')
    .map((wired) => ({ what: '--max-markers 0 holds nothing', place: placeOf(wired) }))
  const set = marker?.maxStreak === 0 ? [{ what: 'max_streak = 0 holds nothing', place: { file } }] : []
  return [...set, ...told].map((each) => ({
    id: 'holds-nothing',
    area: 'configuration',
    severity: 'warning',
    why,
    mend,
    ...each,
  }))
}

/** The last one counts, written in one word or two. */
function capOf(flags: readonly string[]): string | undefined {
  return flags
    .map((flag, at) => (flag === '--max-markers' ? flags[at + 1] : /^--max-markers=(.*)$/.exec(flag)?.[1]))
    .findLast((cap) => cap !== undefined)
}

/** The shell that asks is armed, and so is every session that is started from it. */
export const armedHere: Rule = ({ environment: { armedBy } }) =>
  armedBy.length === 0
    ? []
    : [
        {
          id: 'armed-here',
          area: 'configuration',
          severity: 'info',
          what: `${armedBy.join(' and ')} ${armedBy.length > 1 ? 'are' : 'is'} set in this environment`,
          why: 'every session that is started from here counts as a loop, also one that you sit before',
        },
      ]
