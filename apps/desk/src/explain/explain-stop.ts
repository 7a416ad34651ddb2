import type { Io } from '@dos/hook-call/io'
import { judge } from '@dos/hook-call/marker/judge'
import type { Found, Judgement } from '@dos/hook-call/marker/judgement'
import { report } from '@dos/hook-call/marker/report'
import type { Fact } from '@dos/tally-view'
import type { DeskIo } from '../world/desk-io.ts'
import { couldWrite } from './could-write.ts'
import { armingFacts, eventFacts, streakFact } from './evidence.ts'
import type { Explained } from './explain-event.ts'
import type { ExplainFlags } from './flags.ts'
import { RULES } from './rules.ts'

/** What `dos-hook marker` would do, and why. It is asked itself, and writes nothing. */
export async function explainStop(flags: ExplainFlags, hookIo: Io, io: DeskIo): Promise<Explained> {
  const judgement = couldWrite(await judge(flags.hook, hookIo, () => {}))
  const { rule, found } = judgement
  const known = { event: found.event, ...found.place }
  const evidence = [...eventFacts(known), ...(await armingFacts(known, flags, io.env))]
  return {
    facts: [...evidence, ...warningFacts(found, evidence), ...decisionFacts(judgement)],
    report: { verb: 'marker', ...report(judgement, true), rule: rule ?? null },
  }
}

/** What would be complained of on stderr, where it is not among the evidence already. */
function warningFacts({ warnings }: Found, told: readonly Fact[]): readonly Fact[] {
  return warnings
    .filter((warning) => !told.some(({ value }) => value.includes(warning)))
    .map((value) => ({ name: 'warning', value, tone: 'warn' }))
}

function decisionFacts(judgement: Judgement): readonly Fact[] {
  const { rule, answer, reason, found } = judgement
  const { gate, cap, place } = found
  const isFault = answer === 'release' && judgement.fault !== undefined
  return [
    ...(gate === undefined ? [] : [{ name: 'armed', value: `${gate.armed ? 'yes' : 'no'}: ${gate.reason}` }]),
    ...(gate === undefined ? [] : [{ name: 'progress', value: progressWords(judgement) }]),
    ...streakFact(place, cap),
    ...(rule === undefined ? [] : [{ name: 'rule', value: `${rule}: ${RULES[rule]}` }]),
    { name: 'verdict', value: `${answer}: ${reason}`, tone: isFault ? 'bad' : 'strong' },
  ]
}

function progressWords({ rule, found: { gate, look } }: Judgement): string {
  if (gate?.armed !== true || rule === 'woken-by-host') return 'not looked for'
  if (look === undefined) return 'not looked for: another rule decided before'
  const { progress, unseen } = look
  const seen = progress.what.join(', ') || 'none seen since the last record'
  return unseen.length === 0 ? seen : `${seen}; could not be checked: ${unseen.join(', ')}`
}
