import { basename } from 'node:path'
import type { ExplainFlags } from '@dos/command-line/report-verbs'
import { nearest } from '@dos/command-line/usage'
import { readConfig } from '@dos/hook-call/config/config'
import { wasReleased } from '@dos/hook-call/marker/act'
import { DEFAULT_MARKER_POLICY } from '@dos/marker-gate'
import { type StoryLine, sessionName, story, type TallyFile, tallies } from '@dos/marker-sensor'
import { verdictOf } from '@dos/stop-decision'
import { type Fact, noTallyWords, renderFacts, renderStory, wordsOf } from '@dos/tally-view'
import { formatAge, jsonLine } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from '../world/desk-io.ts'
import { countOf } from './evidence.ts'

/** So many lines are told unless all are wanted: a screen or two. */
const LINES = 40

/** So many of the sessions that could be meant are named. */
const NAMED = 5

/**
 * Tells the story of one tally.
 *
 * @param wanted - the session, or how its name begins; `undefined`: the one that was written last
 * @returns why it can't be told which session is meant, if so
 */
export async function explainSession(
  workspace: string,
  wanted: string | undefined,
  { all, json, maxMarkers }: ExplainFlags,
  io: DeskIo,
): Promise<string | undefined> {
  const sessions = tallies(workspace)
  const found = wanted === undefined ? sessions[0] : find(wanted, sessions, workspace)
  if (typeof found === 'string') return found
  if (found === undefined) {
    const nothing = { session_id: null, workspace, tally: null, lines: [] }
    io.write(json ? jsonLine(nothing) : `${noTallyWords(workspace)}\n`)
    return undefined
  }
  const { session, paths, changedAt } = found
  const { lines, leftOut, bounded } = story(paths, { most: all ? Number.POSITIVE_INFINITY : LINES }) ?? {
    ...{ lines: [], leftOut: 0, bounded: false },
  }
  const now = await standingOf(found, maxMarkers, io)
  if (json) {
    io.write(
      jsonLine({
        session_id: session,
        workspace: paths.workspace,
        tally: paths.file,
        last_written: new Date(changedAt).toISOString(),
        lines_left_out: leftOut,
        lines: lines.map(reportLine),
        streak: now.streak,
        max_streak: now.cap,
        next_stop: { answer: now.next, reason: now.why, armed_by: now.armedBy },
      }),
    )
    return undefined
  }
  const canvas = canvasOf(io)
  const head: readonly Fact[] = [
    { name: 'session', value: session, tone: 'strong' },
    { name: 'tally', value: paths.file },
    { name: 'written', value: `${formatAge(io.now() - changedAt)} ago` },
  ]
  const told = lines.length > 0 ? renderStory({ lines, leftOut, bounded }, canvas) : ['The tally is empty.']
  const shown = [...renderFacts(head, canvas), '', ...told, '', ...renderFacts(factsOf(now), canvas)]
  io.write(`${shown.join('\n')}\n`)
  return undefined
}

/** A tally by its name or by how that begins; or why there is none. */
function find(wanted: string, all: readonly TallyFile[], workspace: string): TallyFile | string {
  // By its name; by the file's, where that is an encoded one; by what is left of a session id.
  const exact =
    all.find(({ session }) => session === wanted) ??
    all.find(({ paths }) => basename(paths.file) === `${wanted}.jsonl`) ??
    all.find(({ session }) => session === sessionName(wanted))
  if (exact !== undefined) return exact
  const beginning = wanted.normalize('NFC')
  const found = all.filter(({ session }) => session.normalize('NFC').startsWith(beginning))
  const [only, ...more] = found
  if (only === undefined) {
    const names = all.map(({ session }) => session)
    const near = nearest(wanted, names)
    const hint = near === undefined ? '' : `; the nearest is ${near}`
    return `no session "${wanted}" has a tally in ${workspace}${hint}`
  }
  if (more.length === 0) return only
  const names = found.slice(0, NAMED).map(({ session }) => session)
  const rest = found.length > NAMED ? ` and ${found.length - NAMED} more` : ''
  return `${found.length} sessions begin with "${wanted}": ${names.join(', ')}${rest}`
}

function reportLine(line: StoryLine): object {
  const { number, streak = null, kind } = line
  const base = { line: number, streak, kind }
  return line.kind === 'skipped'
    ? { ...base, skipped: line.why, explanation: wordsOf(line) }
    : { ...base, op: line.op ?? null, fields: line.fields }
}

type Standing = Awaited<ReturnType<typeof standingOf>>

/**
 * How the next Stop would end that is armed, is not left alone because it was held before, and made no progress. It asks
 * the decision itself.
 */
async function standingOf({ paths }: TallyFile, maxMarkers: number | undefined, { env }: DeskIo) {
  const reading = await readConfig(paths.workspace, env)
  const policy = reading.ok ? reading.config.marker : DEFAULT_MARKER_POLICY
  const cap = maxMarkers ?? policy.maxStreak
  const counted = countOf(paths)
  const streak = typeof counted === 'number' ? counted : null
  const base = { streak, cap, armedBy: ['--loop', ...policy.armOnEnv, ...policy.armOnEvent] }
  if (!reading.ok) return { ...base, next: 'release' as const, why: reading.complaint }
  if (typeof counted === 'string') return { ...base, next: 'release' as const, why: counted }
  // A run that goes on is halted at a further Stop of its chain: where that would be so, it is what there is to know.
  const { do: next, reason } = verdictOf(
    { markers: counted, releasedBefore: wasReleased(paths) },
    { cap, onExhausted: policy.onExhausted, stopHookActive: true },
  )
  return { ...base, next, why: reason }
}

const NEXT = {
  hold: 'held, where it is armed and did no work',
  release: 'released, armed or not',
  halt: 'halted, where it is armed, did no work and is one more of the same chain; else released',
}

function factsOf({ streak, cap, next, why, armedBy }: Standing): readonly Fact[] {
  const left = streak === null ? 0 : Math.max(0, cap - streak)
  const leftWords = left === 0 ? 'the budget is spent' : `${left} left`
  const now =
    streak === null
      ? "the streak can't be told"
      : `${streak} of ${cap} markers since the last progress, ${leftWords}`
  const isFinal = streak === null || next === 'hold'
  const remedy = isFinal ? '' : '; progress or --reset gives the budget back'
  return [
    { name: 'now', value: now, tone: left === 0 ? 'bad' : left === 1 ? 'warn' : 'good' },
    { name: 'next Stop', value: `${NEXT[next]}: ${why}${remedy}` },
    { name: 'armed by', value: armedBy.join(', ') },
  ]
}
