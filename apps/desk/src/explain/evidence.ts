import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '@dos/hook-call/config/config'
import type { ConfigReading } from '@dos/hook-call/config/reading'
import { type HookEvent, named } from '@dos/hook-call/event/event'
import { describeFault } from '@dos/hook-call/fault'
import type { Io } from '@dos/hook-call/io'
import { speaksFor } from '@dos/hook-dialect'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import { count, type TallyPaths } from '@dos/marker-sensor'
import type { Fact } from '@dos/tally-view'

/** What a call found out about whose event it is. */
export interface Known {
  readonly event?: HookEvent | undefined
  readonly session?: string
  readonly workspace?: string
  readonly tally?: TallyPaths
}

/** The event itself, and whose it is. */
export function eventFacts({ event, session, workspace, tally }: Known): readonly Fact[] {
  return [
    ...(event === undefined
      ? []
      : [
          { name: 'event', value: event.givenName === undefined ? 'without a name' : named(event.givenName) },
          { name: 'host', value: `${event.dialect.title}: ${event.told.how}` },
          ...(event.noStop === undefined ? [] : [{ name: 'no Stop', value: event.noStop }]),
        ]),
    { name: 'session', value: session ?? 'none' },
    { name: 'workspace', value: workspace ?? 'none' },
    ...(tally === undefined ? [] : [{ name: 'tally', value: tally.file }]),
  ]
}

/** What may arm the hook, or keep it from acting: all of it, whether the decision asked for it or not. */
export async function armingFacts(
  { event, workspace }: Known,
  loopFlag: boolean,
  env: Io['env'],
): Promise<readonly Fact[]> {
  if (event === undefined || workspace === undefined) return []
  const reading = await readConfig(workspace, env)
  const policy = reading.ok ? reading.config.marker : DEFAULT_MARKER_POLICY
  return [
    configFact(workspace, reading),
    { name: 'latch', value: latchWords(event.latched, policy.respectStopHookActive) },
    { name: '--loop', value: loopFlag ? 'given' : 'not given' },
    ...policy.armOnEnv.map((name) => ({ name, value: variableWords(env, name, event.attended) })),
    {
      name: 'background tasks',
      value: listWords(event.backgroundTasks, policy.armOnEvent.includes('background_tasks')),
    },
    { name: 'schedules', value: listWords(event.schedules, policy.armOnEvent.includes('session_crons')) },
    { name: 'attended', value: attendedWords(event, env) },
  ]
}

const UNSAID = 'the event does not say'

/** How far the streak is, whether the decision asked for it or not. */
export function streakFact(tally: TallyPaths | undefined, cap: number | undefined): readonly Fact[] {
  if (tally === undefined) return []
  const markers = countOf(tally)
  if (typeof markers === 'string') return [{ name: 'streak', value: markers, tone: 'bad' }]
  const of = cap === undefined ? '' : ` of ${cap}`
  const noun = markers === 1 && cap === undefined ? 'marker' : 'markers'
  return [{ name: 'streak', value: `${markers}${of} ${noun} since the last progress` }]
}

/** Markers in the streak, or why that can't be told. */
export function countOf(tally: TallyPaths): number | string {
  try {
    return count(tally)
  } catch (error) {
    return describeFault(error)
  }
}

function configFact(workspace: string, reading: ConfigReading): Fact {
  const name = 'dos.toml'
  const path = join(workspace, name)
  if (!reading.ok) return { name, value: reading.complaint, tone: 'bad' }
  if (!existsSync(path)) return { name, value: 'none: the defaults hold' }
  const { warnings } = reading
  if (warnings.length === 0) return { name, value: path }
  return { name, value: `${path}; warning: ${warnings.join('; ')}`, tone: 'warn' }
}

function latchWords(latched: boolean | undefined, isRespected: boolean): string {
  const held = latched === undefined ? UNSAID : `the turn was ${latched ? 'held already' : 'not held yet'}`
  return `${held}; ${isRespected ? 'respected' : 'not respected'} (respect_stop_hook_active)`
}

/** Whether it is set, never to what. */
function variableWords(env: Io['env'], name: string, attended: boolean | undefined): string {
  const value = Object.hasOwn(env, name) ? env[name] : undefined
  if (value === undefined) return 'not set'
  if (value === '') return 'set, but empty: arms nothing'
  return attended === true ? 'set, but a person attends: arms nothing' : 'set: arms'
}

function listWords(length: number | undefined, arms: boolean): string {
  const said = length === undefined ? UNSAID : length === 0 ? 'none' : String(length)
  return arms ? `${said}; any would arm (arm_on_event)` : said
}

function attendedWords({ attended, sessionId }: HookEvent, env: Io['env']): string {
  if (!speaksFor(env, sessionId)) return "not asked: the environment is another session's"
  if (attended === undefined) return 'the host does not say'
  return attended ? 'yes, a person attends the session' : 'no'
}
