import { capabilitiesOf } from '@dos/hook-dialect'
import { codeFrame } from '../code-frame.ts'
import type { ConfigFacts, ConfigProblem } from '../facts.ts'
import type { Case, Rule } from '../finding.ts'
import { defaultTimeout, isLoop, placeOf, stopMarkers, wireAnew } from '../wired.ts'

/** What stands still while one table can't be read. */
const WHY: Readonly<Record<string, string>> = {
  wake: 'while the table is malformed, scheduled prompts run without a bound',
  noop_streak: 'programs that read this table refuse it; the hooks go by [marker]',
}

/** The place of a complaint, with the code around it. */
function pointTo(
  { file, text }: ConfigFacts,
  { line, column = 1 }: Pick<ConfigProblem, 'line' | 'column'>,
): Pick<Case, 'place' | 'frame'> {
  if (line === undefined) return { place: { file } }
  return {
    place: { file, line, column },
    ...(text !== undefined && { frame: codeFrame(text, line, column) }),
  }
}

/** Rules about `dos.toml`, and what it asks of the hooks that are wired. */
export const CONFIGURATION_RULES: readonly Rule[] = [
  {
    id: 'config-unreadable',
    area: 'configuration',
    severity: 'error',
    why: 'a hook that cannot read its configuration lets every turn end',
    find: ({ config: { refused, file } }) =>
      refused === undefined
        ? []
        : [
            {
              what: refused,
              mend: { edit: `make ${file} a file that you may read, or remove it` },
              place: { file },
            },
          ],
  },
  {
    id: 'config-malformed',
    area: 'configuration',
    severity: 'error',
    mend: { edit: 'correct it; to use the defaults, take it out' },
    find: ({ config }) =>
      config.problems.map((problem) => ({
        what: problem.message,
        why:
          WHY[problem.table ?? ''] ??
          'while the configuration is malformed, every turn is let end and nothing is counted',
        ...(problem.table === 'noop_streak' && { severity: 'warning' }),
        ...pointTo(config, problem),
      })),
  },
  {
    id: 'config-uncounted',
    area: 'configuration',
    severity: 'info',
    why: 'what a stranger sends may not change how your sessions run',
    mend: {
      edit: 'take it out, or put it into your own config.toml; `dos-hook config` shows what is in force',
    },
    find: ({ config: { uncounted, file } }) => uncounted.map((what) => ({ what, place: { file } })),
  },
  {
    id: 'unknown-key',
    area: 'configuration',
    severity: 'warning',
    why: 'the key changes nothing, and the default is in force',
    mend: { edit: 'write it as the key that was meant, or take it out' },
    find: ({ config }) =>
      config.unknownKeys.map((problem) => ({ what: problem.message, ...pointTo(config, problem) })),
  },
  {
    id: 'unknown-table',
    area: 'configuration',
    severity: 'info',
    why: "nothing of dos-hook reads it: what it was to change is unchanged, unless it is another program's",
    find: ({ config }) =>
      config.unknownNames.map((each) => {
        const { name, isTable, meant } = each
        const what = isTable ? `there is no table [${name}]` : `${name} stands outside of all tables`
        const place = pointTo(config, each)
        // The file may be shared with other programs, so it is a mistake only where it looks like one.
        if (meant === undefined) return { what, ...place }
        return {
          what: `${what}; ${isTable ? 'the nearest is' : 'it is a key of'} [${meant}]`,
          severity: 'warning',
          mend: { edit: isTable ? `write [${meant}]` : `put it below a line [${meant}]` },
          ...place,
        }
      }),
  },
  {
    id: 'halt-unable',
    area: 'configuration',
    severity: 'error',
    why: 'the host does not end a run when it is told to, so every turn there is let end and nothing is counted',
    mend: { edit: 'set on_exhausted = "release" in [marker]' },
    find: (facts) =>
      facts.config.marker?.onExhausted !== 'halt'
        ? []
        : stopMarkers(facts)
            .filter(({ host }) => capabilitiesOf(host.host).halt !== true)
            .map((wired) => ({
              what: `on_exhausted = "halt" is refused on ${wired.host.title}`,
              place: placeOf(wired),
            })),
  },
  {
    id: 'wait-outlasts-timeout',
    area: 'configuration',
    severity: 'error',
    why: 'a hook that is ended in its wait lets the turn end: work in the background may be lost',
    find: (facts) => {
      const { wait } = facts.config
      if (wait === undefined || !(wait.background || wait.until !== undefined)) return []
      return stopMarkers(facts).flatMap((wired) => {
        const timeout = wired.hook.timeoutSeconds ?? defaultTimeout(wired.host.host)
        if (timeout === undefined || timeout > wait.maxSeconds) return []
        return {
          what: `[wait] may take ${wait.maxSeconds} s, but ${wired.host.title} ends the hook after ${timeout} s`,
          mend: wireAnew(wired, `write a timeout above ${wait.maxSeconds} s, or a smaller max_seconds`),
          place: placeOf(wired),
        }
      })
    },
  },
  {
    id: 'until-not-allowed',
    area: 'configuration',
    severity: 'warning',
    why: 'a dos.toml may come with a cloned repository and runs nothing by itself: there is no wait for it',
    mend: { edit: 'add --allow-until to the command there, if you trust the project' },
    find: (facts) =>
      facts.config.wait?.until === undefined
        ? []
        : stopMarkers(facts)
            .filter(({ hook }) => !hook.flags.includes('--allow-until'))
            .map((wired) => ({
              what: '[wait] until is set, but the hook is wired without --allow-until',
              place: placeOf(wired),
            })),
  },
  {
    id: 'nothing-arms',
    area: 'configuration',
    severity: 'error',
    why: 'every Stop counts as an ordinary turn, and no loop is bounded',
    mend: {
      edit: 'name a variable in arm_on_env, such as "DOS_LOOP", or add --loop to the hook of a loop',
    },
    find: (facts) => {
      const { marker } = facts.config
      const markers = stopMarkers(facts)
      const [first] = markers
      if (marker === undefined || first === undefined) return []
      if (marker.armOnEnv.length > 0 || marker.armOnEvent.length > 0) return []
      if (markers.some(({ hook }) => isLoop(hook))) return []
      const what = 'arm_on_env is empty and no hook is wired with --loop: nothing ever arms the guard'
      return [{ what, place: placeOf(first) }]
    },
  },
  {
    id: 'armed-here',
    area: 'configuration',
    severity: 'info',
    why: 'every session that is started from here counts as a loop, unless a person attends it',
    find: ({ armedBy }) =>
      armedBy.length === 0
        ? []
        : [
            {
              what: `${armedBy.join(' and ')} ${armedBy.length > 1 ? 'are' : 'is'} set in this environment`,
            },
          ],
  },
  {
    id: 'latch-spends-once',
    area: 'budget',
    severity: 'info',
    why: 'respect_stop_hook_active is true: the budget is spent across prompts and wake-ups; with false, one chain can use all of it',
    find: (facts) => {
      const { marker, file, text } = facts.config
      const titles = stopMarkers(facts)
        .filter(({ host }) => LATCHED.includes(host.host))
        .map(({ host }) => host.title)
      if (marker?.respectStopHookActive !== true || titles.length === 0) return []
      const what = `on ${[...new Set(titles)].join(', ')} a chain of turns is held once at most, whatever the budget of ${marker.maxStreak}`
      return [{ what, ...(text !== undefined && { place: { file } }) }]
    },
  },
]

/** Hosts that tell a Stop of a chain that a hook holds from the first: measured, but of Droid's, which is documented. */
const LATCHED: readonly string[] = ['claude-code', 'codex', 'gemini', 'qwen', 'copilot', 'droid']
