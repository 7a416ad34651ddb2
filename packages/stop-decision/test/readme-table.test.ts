import { expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { type EventList, type MarkerPolicyFields, markerPolicy } from '@dos/marker-gate'
// @boundaries-ignore a helper of tests alone, which no package publishes
import {
  everyCombination,
  firstMatch,
  type Row,
  readmeTable,
} from '../../toml-table/test/support/first-match.ts'
import { decideStop, type StopFacts } from '../src/index.ts'

setDefaultTimeout(60_000)

const ROWS = readmeTable(join(import.meta.dir, '..'), ['loop flag', 'progress', 'streak', 'do', 'remember'])

const CAP = 3

interface Evidence {
  readonly loopFlag: boolean
  readonly env: StopFacts['env']
  readonly tasks: number | undefined
  readonly crons: number | undefined
  readonly attended: boolean | undefined
  readonly latch: unknown
  readonly progress: 'not looked' | 'none' | 'advanced'
  readonly streak: 'not looked' | 'below' | 'at' | 'above'
  readonly releasedBefore: boolean
}

/** All that can be found out about a Stop, as far as a rule can tell it apart. */
const EVIDENCE: { readonly [K in keyof Evidence]: readonly Evidence[K][] } = {
  loopFlag: [false, true],
  env: [{}, { DOS_LOOP: '1' }],
  tasks: [undefined, 0, 2],
  crons: [undefined, 0, 2],
  attended: [undefined, false, true],
  latch: [undefined, false, true],
  progress: ['not looked', 'none', 'advanced'],
  streak: ['not looked', 'below', 'at', 'above'],
  releasedBefore: [false, true],
}

const POLICIES = [
  ...everyCombination<Omit<MarkerPolicyFields, 'maxStreak' | 'armOnEnv' | 'holdForm' | 'budget'>>({
    armOnEvent: [[], ['background_tasks'], ['session_crons'], ['session_crons', 'background_tasks']],
    respectStopHookActive: [false, true],
    releaseWhenWoken: [false, true],
    onExhausted: ['release', 'halt'],
  }),
]

const MARKERS = { below: CAP - 1, at: CAP, above: CAP + 2 }

test('every combination of evidence and configuration is decided as the first row that matches in the README says', () => {
  const used = new Set<Row | undefined>()
  const wrong: unknown[] = []
  let cases = 0
  for (const fields of POLICIES) {
    const made = markerPolicy(fields)
    const policy = made.ok ? made.policy : undefined
    for (const evidence of everyCombination(EVIDENCE)) {
      cases += 1
      const row = firstMatch(ROWS, inTableWords(evidence, fields))
      used.add(row)
      const decision = decideStop({ ...toFacts(evidence), ...(policy && { policy }) })
      const by = decision.do === 'look' ? decision.at : decision.rule
      const remember = decision.do === 'release' && decision.remember ? 'yes' : 'no'
      if (decision.do !== row?.['do'] || by !== row['by'] || remember !== row['remember']) {
        wrong.push({ evidence, fields, decision, row })
      }
    }
  }
  expect(wrong.slice(0, 3)).toEqual([])
  expect(cases).toBe(2 * 2 * 3 * 3 * 3 * 3 * 3 * 4 * 2 * POLICIES.length)
  expect([...used].map((row) => row && ROWS.indexOf(row)).toSorted()).toEqual([...ROWS.keys()].toSorted())
})

function toFacts(evidence: Evidence): StopFacts {
  const { loopFlag, env, tasks, crons, attended, latch, progress, streak, releasedBefore } = evidence
  return {
    ...{ stopHookActive: latch, loopFlag, env, attended, cap: CAP },
    lists: { background_tasks: tasks, session_crons: crons },
    ...(progress !== 'not looked' && {
      progress: { advanced: progress === 'advanced', what: progress === 'advanced' ? ['a commit'] : [] },
    }),
    ...(streak !== 'not looked' && { streak: { markers: MARKERS[streak], releasedBefore } }),
  }
}

function inTableWords(evidence: Evidence, fields: (typeof POLICIES)[number]): Row {
  const onOff = (on: boolean) => (on ? 'on' : 'off')
  const yesNo = (yes: boolean | undefined) => (yes === undefined ? 'unknown' : yes ? 'yes' : 'no')
  const list = (name: EventList, length: number | undefined) =>
    length === undefined
      ? 'absent'
      : length === 0
        ? 'empty'
        : fields.armOnEvent.includes(name)
          ? 'arming'
          : 'filled'
  return {
    'loop flag': yesNo(evidence.loopFlag),
    variable: 'DOS_LOOP' in evidence.env ? 'set' : 'none',
    background_tasks: list('background_tasks', evidence.tasks),
    session_crons: list('session_crons', evidence.crons),
    attended: yesNo(evidence.attended),
    stop_hook_active: evidence.latch === undefined ? 'unknown' : String(evidence.latch),
    progress: evidence.progress,
    streak: evidence.streak,
    'released before': yesNo(evidence.streak === 'not looked' ? undefined : evidence.releasedBefore),
    respect: onOff(fields.respectStopHookActive),
    woken: onOff(fields.releaseWhenWoken),
    spent: fields.onExhausted,
  }
}
