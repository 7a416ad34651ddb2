import type { MarkerFlags } from '@dos/command-line/hook-verbs'
import type { ExplainFlags } from '@dos/command-line/report-verbs'
import { type HookEvent, readEvent } from '@dos/hook-call/event/event'
import { describeFault } from '@dos/hook-call/fault'
import type { Io } from '@dos/hook-call/io'
import { judge } from '@dos/hook-call/marker/judge'
import { type Judgement, type Rule, trouble as troubleOfStop } from '@dos/hook-call/marker/judgement'
import { report } from '@dos/hook-call/marker/report'
import { trouble } from '@dos/hook-call/wakeups/call'
import { judgeRearm } from '@dos/hook-call/wakeups/judge-rearm'
import { judgeWake } from '@dos/hook-call/wakeups/judge-wake'
import type { TallyPaths } from '@dos/marker-sensor'
import { type Fact, renderFacts } from '@dos/tally-view'
import { jsonLine } from '@dos/terminal-text'
import { canvasOf, type DeskIo } from '../world/desk-io.ts'
import { isTooLong, obstacleIn, obstacleOf } from '../world/obstacle.ts'
import { armingFacts, eventFacts, streakFact } from './evidence.ts'

/** What each rule of the decision says, in the order in which they are asked. */
export const RULES: Readonly<Record<Rule, string>> = {
  'stop-hook-active': 'a turn that was held already is left alone (respect_stop_hook_active)',
  'no-evidence': 'an ordinary turn is never touched',
  attended: 'a session that a person attends is not armed by the environment alone',
  'woken-by-host': 'a turn is left alone when the agent resumes on its own (release_when_woken)',
  progress: 'a turn that did work zeroes the streak and is released',
  live: 'an armed turn without progress is held while the budget lasts',
  exhausted: 'a budget that is spent is never held',
  'kept-going': 'a run that goes on after its budget was spent is halted (on_exhausted)',
}

/** One event, explained: for people, and for scripts. */
interface Explained {
  readonly facts: readonly Fact[]
  readonly report: object
}

/** Asks the command that is bound to such an event, in a dry run. @returns why the text is no event, if it is none */
export async function explainEvent(
  text: string,
  flags: ExplainFlags,
  io: DeskIo,
): Promise<string | undefined> {
  const reading = readEvent(text, flags.dialect, io.env)
  if (!reading.ok) return `${reading.why}; the hook would release the turn`
  const { event } = reading
  const hookIo: Io = {
    ...io,
    readStdin: async () => ({ kind: 'text', text }),
    stdinIsDevice: () => false,
    print: () => true,
    elapsed: () => 0,
  }
  const hookFlags = { ...flags, reset: false, allowUntil: false, dryRun: true, debug: false }
  const { facts, report } =
    event.kind === 'prompt' || event.kind === 'before-tool'
      ? await explainGuard(event, hookFlags, hookIo)
      : await explainStop(hookFlags, hookIo)
  const evidence = facts.map(({ name, value }) => ({ name, value }))
  io.write(
    flags.json ? jsonLine({ ...report, evidence }) : `${renderFacts(facts, canvasOf(io)).join('\n')}\n`,
  )
  return undefined
}

/** What `dos-hook wake` or `rearm` would do, and why. */
async function explainGuard(event: HookEvent, flags: MarkerFlags, io: Io): Promise<Explained> {
  const [verb, judgeIt] =
    event.kind === 'prompt' ? (['wake', judgeWake] as const) : (['rearm', judgeRearm] as const)
  const finding = await judgeIt({ event, flags, io, trace: () => {} }).catch((error: unknown) =>
    trouble(describeFault(error)),
  )
  const { action, reason, prompt, cap, complaint, session, workspace, markers, tally } = finding
  const isFault = complaint !== undefined
  return {
    facts: [
      ...eventFacts({ ...finding, event }),
      ...(prompt === undefined ? [] : [{ name: 'prompt', value: `of kind ${prompt}` }]),
      ...streakFact(tally, cap),
      { name: 'verdict', value: `dos-hook ${verb}: ${action}: ${reason}`, tone: isFault ? 'bad' : 'strong' },
    ],
    report: {
      ...{ verb, answer: action, reason, prompt: prompt ?? null },
      ...{ markers_emitted: markers ?? 0, max_markers: cap ?? null },
      ...{ session_id: session ?? null, workspace: workspace ?? null, tally: tally?.file ?? null },
      trouble: isFault,
    },
  }
}

/** What `dos-hook marker` would do, and why. */
async function explainStop(flags: MarkerFlags, io: Io): Promise<Explained> {
  const judgement = couldWrite(await judge(flags, io, () => {}))
  const { rule, answer, reason, found } = judgement
  const { gate, cap, place, warnings } = found
  const known = { event: found.event, ...place }
  const evidence = [...eventFacts(known), ...(await armingFacts(known, flags.loop, io.env))]
  const untold = warnings.filter((warning) => !evidence.some(({ value }) => value.includes(warning)))
  const isFault = answer === 'release' && judgement.fault !== undefined
  return {
    facts: [
      ...evidence,
      ...untold.map((value): Fact => ({ name: 'warning', value, tone: 'warn' })),
      ...(gate === undefined
        ? []
        : [
            { name: 'armed', value: `${gate.armed ? 'yes' : 'no'}: ${gate.reason}` },
            { name: 'progress', value: progressWords(judgement) },
          ]),
      ...streakFact(place.tally, cap),
      ...(rule === undefined ? [] : [{ name: 'rule', value: `${rule}: ${RULES[rule]}` }]),
      { name: 'verdict', value: `${answer}: ${reason}`, tone: isFault ? 'bad' : 'strong' },
    ],
    report: { verb: 'marker', ...report(judgement, true), rule: rule ?? null },
  }
}

/** The judgement after its record was written: a dry run writes none, and without one the hook holds and halts nothing. */
function couldWrite(judgement: Judgement): Judgement {
  const { answer, found } = judgement
  const { tally } = found.place
  const why = answer === 'release' || tally === undefined ? undefined : whyNoRecord(tally)
  return why === undefined
    ? judgement
    : troubleOfStop(`would ${answer}, but no record can be written: ${why}`, found)
}

function whyNoRecord(tally: TallyPaths): string | undefined {
  if (isTooLong(tally)) return 'the name of the session or run is too long to be a file name'
  const obstacle = obstacleIn(tally) ?? obstacleOf(tally.file)
  return obstacle && `${obstacle.path} ${obstacle.why}`
}

function progressWords({ rule, found: { gate, look } }: Judgement): string {
  if (gate?.armed !== true || rule === 'woken-by-host') return 'not looked for'
  if (look === undefined) return 'not looked for: another rule decided before'
  const { progress, unseen } = look
  const seen = progress.what.join(', ') || 'none seen since the last record'
  return unseen.length === 0 ? seen : `${seen}; could not be checked: ${unseen.join(', ')}`
}
