import { type Story, type StoryLine, story, type TallyFile } from '@dos/marker-sensor'
import { renderFacts, renderStory, wordsOf } from '@dos/tally-view'
import { escapeJson, escapeText, formatAge } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { stylesOf } from '../world/styles.ts'
import type { ExplainFlags } from './flags.ts'
import { factsOf, type StandingNow, standingOf } from './standing.ts'

/** So many lines are told unless all are wanted: a screen or two. */
const LINES = 40

/**
 * Tells the story of one tally.
 *
 * @throws TallyError when it can't be read
 */
export async function explainSession(tally: TallyFile, flags: ExplainFlags, io: DeskIo): Promise<void> {
  const { paths, session } = tally
  const told = story(paths, { most: flags.all ? Number.POSITIVE_INFINITY : LINES }) ?? {
    lines: [],
    leftOut: 0,
    bounded: false,
  }
  const now = await standingOf(paths, flags.hook.maxMarkers, io.env)
  if (flags.json) {
    io.write(`${escapeJson(JSON.stringify(report(tally, told, now)))}\n`)
    return
  }
  const canvas = { columns: io.columns, styles: stylesOf(io) }
  const lines = [
    ...renderFacts(
      [
        { name: 'session', value: session, tone: 'strong' },
        { name: 'tally', value: paths.file },
        { name: 'written', value: `${formatAge(io.now() - tally.changedAt)} ago` },
      ],
      canvas,
    ),
    '',
    ...(told.lines.length > 0 ? renderStory(told, canvas) : ['The tally is empty.']),
    '',
    ...renderFacts(factsOf(now), canvas),
  ]
  io.write(`${lines.join('\n')}\n`)
}

/** The story in the words that scripts read. */
function report(
  { session, paths, changedAt }: TallyFile,
  { lines, leftOut }: Story,
  now: StandingNow,
): object {
  return {
    session_id: session,
    workspace: paths.workspace,
    tally: paths.file,
    last_written: new Date(changedAt).toISOString(),
    lines_left_out: leftOut,
    lines: lines.map(reportLine),
    ...{ streak: now.streak, max_streak: now.cap },
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

/** What there is to say where there is nothing to tell. */
export function nothingToTell(workspace: string, { json }: ExplainFlags): string {
  if (json) return escapeJson(JSON.stringify({ session_id: null, workspace, tally: null, lines: [] }))
  return `No session of ${escapeText(workspace)} has a tally: nothing was held or counted here yet.`
}
