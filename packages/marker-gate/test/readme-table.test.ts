import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { everyCombination, firstMatch, readmeTable } from '../../toml-table/test/support/first-match.ts'
import { decide, type EventList, type StopEvidence } from '../src/index.ts'

const ROWS = readmeTable(join(import.meta.dir, '..'), ['stop_hook_active', 'attended', 'armed', 'by'])

interface Case {
  readonly latch: unknown
  readonly loopFlag: boolean
  readonly env: StopEvidence['env']
  readonly tasks: number | undefined
  readonly crons: number | undefined
  readonly attended: boolean | undefined
  readonly respect: boolean
  readonly armOnEvent: readonly EventList[]
  readonly releaseWhenWoken: boolean
}

/** All the evidence there can be, as far as a rule can tell it apart. */
const GRID: readonly Case[] = [
  ...everyCombination<Case>({
    latch: [undefined, false, true],
    loopFlag: [false, true],
    env: [{}, { DOS_LOOP: '' }, { DOS_LOOP: '1' }],
    tasks: [undefined, 0, 3],
    crons: [undefined, 0, 3],
    attended: [undefined, false, true],
    respect: [false, true],
    armOnEvent: [
      [],
      ['background_tasks'],
      ['session_crons'],
      ['background_tasks', 'session_crons'],
      ['session_crons', 'background_tasks'],
    ],
    releaseWhenWoken: [false, true],
  }),
]

test('the gate answers every combination of evidence as the first row that matches in the README says', () => {
  const used = new Set<unknown>()
  const wrong = GRID.filter((one) => {
    const row = firstMatch(ROWS, {
      stop_hook_active: one.latch === undefined ? 'unknown' : String(one.latch),
      'loop flag': one.loopFlag ? 'yes' : 'no',
      variable: one.env['DOS_LOOP'] ? 'set' : 'none',
      background_tasks: listIn(one, 'background_tasks', one.tasks),
      session_crons: listIn(one, 'session_crons', one.crons),
      attended: one.attended === undefined ? 'unknown' : one.attended ? 'yes' : 'no',
      respect: one.respect ? 'on' : 'off',
      woken: one.releaseWhenWoken ? 'on' : 'off',
    })
    used.add(row)
    const {
      armed,
      by,
      name = 'none',
    } = decide({
      stopHookActive: one.latch,
      loopFlag: one.loopFlag,
      env: one.env,
      lists: { background_tasks: one.tasks, session_crons: one.crons },
      attended: one.attended,
      policy: {
        respectStopHookActive: one.respect,
        armOnEvent: one.armOnEvent,
        releaseWhenWoken: one.releaseWhenWoken,
      },
    })
    return row?.['armed'] !== String(armed) || row['by'] !== by || nameOf(row['name'], one) !== name
  })
  expect(wrong).toEqual([])
  expect([...used]).toHaveLength(ROWS.length)
  expect(GRID).toHaveLength(3 * 2 * 3 * 3 * 3 * 3 * 2 * 5 * 2)
})

/** What a name of the table stands for in this case. */
function nameOf(name: string | undefined, { armOnEvent, tasks, crons }: Case): string | undefined {
  if (name === 'the variable') return 'DOS_LOOP'
  if (name !== 'the first list') return name
  return armOnEvent.find((list) => ((list === 'background_tasks' ? tasks : crons) ?? 0) > 0)
}

function listIn({ armOnEvent }: Case, list: EventList, length: number | undefined): string {
  if (length === undefined) return 'absent'
  if (length === 0) return 'empty'
  return armOnEvent.includes(list) ? 'arming' : 'filled'
}
