import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { FRESH, USER } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe('A hook that only zeroes the streak', () => {
  test('beside a marker is nothing to mend', async () => {
    using desk = makeDesk()
    const quiet = await line('marker --reset >/dev/null')
    desk.home.put(USER, settings({ Stop: [await handler()], SessionStart: [quiet] }))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
  })
})

describe.each(['marker --reset', 'markr', 'status', ''])('Nothing but %j on Stop', (args) => {
  test('is told of once', async () => {
    using desk = makeDesk()
    desk.home.put(USER, settings({ Stop: [await line(args)] }))
    const { ids, findings } = await examineDesk(desk)
    expect(ids).toEqual([args === 'marker --reset' ? 'stop-not-bound' : 'wrong-words', 'not-called-yet'])
    expect(JSON.stringify(findings)).not.toContain('--wake')
  })
})
