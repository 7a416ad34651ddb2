import { basename } from 'node:path'
import type { ExplainFlags } from '@dos/command-line/report-verbs'
import { nearest } from '@dos/command-line/usage'
import { type StoryLine, sessionName, story, type TallyFile, tallies } from '@dos/marker-sensor'
import { renderFacts, renderStory, wordsOf } from '@dos/tally-view'
import { escapeJson, escapeText, formatAge } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from '../world/desk-io.ts'
import { factsOf, type StandingNow, standingOf } from './standing.ts'

/** So many lines are told unless all are wanted: a screen or two. */
const LINES = 40

/** So many of the sessions that could be meant are named. */
const NAMED = 5

type Told = NonNullable<ReturnType<typeof story>>

/**
 * Tells the story of one tally.
 *
 * @param wanted - the session, or how its name begins; `undefined`: the one that was written last
 * @returns why it can't be told which session is meant, if so
 * @throws TallyError when the tallies can't be listed, or the one can't be read
 */
export async function explainSession(
  workspace: string,
  wanted: string | undefined,
  { all, json, maxMarkers }: ExplainFlags,
  io: DeskIo,
): Promise<string | undefined> {
  const sessions = tallies(workspace)
  const found = wanted === undefined ? (sessions[0] ?? 'none') : find(wanted, sessions, workspace)
  if (found === 'none') {
    const nothing = { session_id: null, workspace, tally: null, lines: [] }
    const words = `No session of ${escapeText(workspace)} has a tally: nothing was held or counted here yet.`
    io.write(`${json ? escapeJson(JSON.stringify(nothing)) : words}\n`)
    return undefined
  }
  if (typeof found === 'string') return found
  const told = story(found.paths, { most: all ? Number.POSITIVE_INFINITY : LINES }) ?? {
    lines: [],
    leftOut: 0,
    bounded: false,
  }
  const now = await standingOf(found.paths, maxMarkers, io.env)
  io.write(`${json ? escapeJson(JSON.stringify(report(found, told, now))) : render(found, told, now, io)}\n`)
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
    const near = nearest(
      wanted,
      all.map(({ session }) => session),
    )
    const hint = near === undefined ? '' : `; the nearest is ${escapeText(near)}`
    return `no session "${escapeText(wanted)}" has a tally in ${escapeText(workspace)}${hint}`
  }
  if (more.length === 0) return only
  const names = found.slice(0, NAMED).map(({ session }) => escapeText(session))
  const rest = found.length > NAMED ? ` and ${found.length - NAMED} more` : ''
  return `${found.length} sessions begin with "${escapeText(wanted)}": ${names.join(', ')}${rest}`
}

function render({ paths, session, changedAt }: TallyFile, told: Told, now: StandingNow, io: DeskIo): string {
  const canvas = canvasOf(io)
  return [
    ...renderFacts(
      [
        { name: 'session', value: session, tone: 'strong' },
        { name: 'tally', value: paths.file },
        { name: 'written', value: `${formatAge(io.now() - changedAt)} ago` },
      ],
      canvas,
    ),
    '',
    ...(told.lines.length > 0 ? renderStory(told, canvas) : ['The tally is empty.']),
    '',
    ...renderFacts(factsOf(now), canvas),
  ].join('\n')
}

/** The story in the words that scripts read. */
function report(
  { session, paths, changedAt }: TallyFile,
  { lines, leftOut }: Told,
  now: StandingNow,
): object {
  return {
    session_id: session,
    workspace: paths.workspace,
    tally: paths.file,
    last_written: new Date(changedAt).toISOString(),
    lines_left_out: leftOut,
    lines: lines.map(reportLine),
    streak: now.streak,
    max_streak: now.cap,
    next_stop: { answer: now.next, reason: now.why, armed_by: now.armedBy },
  }
}

function reportLine(line: StoryLine): object {
  const { number, streak = null, kind } = line
  const base = { line: number, streak, kind }
  return line.kind === 'skipped'
    ? { ...base, skipped: line.why, explanation: wordsOf(line) }
    : { ...base, op: line.op ?? null, fields: line.fields }
}
