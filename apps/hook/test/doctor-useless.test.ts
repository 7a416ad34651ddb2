import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { FRESH, LATCH, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe('A hook that is wired and can not hold', () => {
  test.each([
    ['marker --dry-run', 'answers-people', 'marker is bound to Stop of Claude Code with --dry-run'],
    ['marker --loop --json', 'answers-people', 'marker is bound to Stop of Claude Code with --json'],
  ])('is found out by its command: %s', async (args, id, what) => {
    using desk = makeDesk()
    desk.project.put('.claude/settings.json', settings({ Stop: [await line(args)] }))
    const { find, ok } = await examineDesk(desk)
    expect([ok, find(id).what]).toEqual([false, what])
  })

  test('is one that its host does not wait for', async () => {
    using desk = makeDesk()
    await wire(desk, ['marker'], { async: true })
    const { find, ids } = await examineDesk(desk)
    expect(ids).toEqual(['async-hook', ...FRESH])
    expect(find('async-hook').what).toBe('the hook on Stop of Claude Code has "async": true')
  })

  test('is not one that only zeroes the streak, and says nothing anyway', async () => {
    using desk = makeDesk()
    const quiet = await line('marker --reset >/dev/null', { async: true })
    desk.home.put(USER, settings({ Stop: [await handler()], SessionStart: [quiet] }))
    expect((await examineDesk(desk)).ids).toEqual([...FRESH])
  })
})

describe.each(['marker --reset', 'markr', 'status', ''])('Nothing but %j on Stop', (args) => {
  test('is told of once, and not as if nothing were there', async () => {
    using desk = makeDesk()
    desk.home.put(USER, settings({ Stop: [await line(args)] }))
    const { ids, findings } = await examineDesk(desk)
    expect(ids).toEqual([args === 'marker --reset' ? 'reset-on-stop' : 'wrong-words', 'not-called-yet'])
    expect(JSON.stringify(findings)).not.toContain('--wake')
  })
})

describe('A budget that never ends', () => {
  test('is one that is given back at every Stop', async () => {
    using desk = makeDesk()
    desk.home.put(USER, settings({ Stop: [await handler(), await handler(['marker', '--reset'])] }))
    const { find, ids } = await examineDesk(desk)
    expect(ids).toEqual(['reset-on-stop', 'not-called-yet', LATCH])
    expect(find('reset-on-stop').mend).toEqual({ edit: 'take that entry out of Stop' })
  })
})
