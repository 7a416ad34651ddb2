import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { built } from './support/built.ts'
import { examineDesk, handler, line, makeDesk, settings } from './support/desk.ts'
import { LATCH, USER, wire } from './support/wired-desk.ts'

setDefaultTimeout(60_000)

describe('A hook that is wired and can not hold', () => {
  test.each([
    ['marker --dry-run', 'answers-people', 'marker is bound to Stop of Claude Code with --dry-run'],
    ['marker --loop --json', 'answers-people', 'marker is bound to Stop of Claude Code with --json'],
    ['marker >/dev/null', 'answer-lost', 'the hook on Stop of Claude Code sends its stdout elsewhere'],
    ['marker | logger', 'answer-lost', 'the hook on Stop of Claude Code hands its stdout to another program'],
    ['marker &', 'answer-lost', 'the hook on Stop of Claude Code runs in the background'],
    ['marker </dev/null', 'answer-lost', 'the hook on Stop of Claude Code takes its stdin from elsewhere'],
  ])('is found out by its command: %s', async (args, id, what) => {
    using desk = makeDesk()
    desk.project.put('.claude/settings.json', settings({ Stop: [await line(args)] }))
    const { find, ok } = await examineDesk(desk)
    expect([ok, find(id).what]).toEqual([false, what])
  })

  test.each([
    [{ async: true }, 'async-hook', 'the hook on Stop of Claude Code has "async": true'],
    [{ type: 'prompt' }, 'no-command-hook', 'the hook on Stop of Claude Code is of type "prompt"'],
  ])('is found out by what stands beside its command: %j', async (more, id, what) => {
    using desk = makeDesk()
    await wire(desk, ['marker'], more)
    const { find, ids } = await examineDesk(desk)
    expect([ids, find(id).what]).toEqual([[id, LATCH], what])
  })

  test('is not one that only zeroes the streak, and says nothing anyway', async () => {
    using desk = makeDesk()
    const quiet = await line('marker --reset >/dev/null', { async: true })
    desk.home.put(USER, settings({ Stop: [await handler()], SessionStart: [quiet] }))
    expect((await examineDesk(desk)).ids).toEqual([LATCH])
  })
})

describe.each(['marker --reset', 'markr', 'status', ''])('Nothing but %j on Stop', (args) => {
  test('is told of once, and not as if nothing were there', async () => {
    using desk = makeDesk()
    desk.home.put(USER, settings({ Stop: [await line(args)] }))
    const { ids, findings } = await examineDesk(desk)
    expect(ids.filter((id) => id !== 'not-run')).toEqual([
      args === 'marker --reset' ? 'reset-on-stop' : 'wrong-words',
    ])
    expect(JSON.stringify(findings)).not.toContain('--wake')
  })
})

describe('A budget that never ends', () => {
  test('is one that is given back at every Stop', async () => {
    using desk = makeDesk()
    desk.home.put(USER, settings({ Stop: [await handler(), await handler(['marker', '--reset'])] }))
    const { find, ids } = await examineDesk(desk)
    expect(ids).toEqual(['reset-on-stop', LATCH])
    expect(find('reset-on-stop').mend).toEqual({ edit: 'take that entry out of Stop' })
  })
})

describe('A command that arms every session', () => {
  test.each([
    'DOS_LOOP=1 BINARY marker',
    'env DOS_LOOP=1 BINARY marker',
    'export DOS_LOOP=1; BINARY marker',
    'sh -c "DOS_LOOP=1 BINARY marker"',
  ])('is the same as --loop: %s', async (command) => {
    using desk = makeDesk()
    const { binary } = await built()
    const entry = { type: 'command', command: command.replace('BINARY', binary), timeout: 10 }
    desk.home.put(USER, settings({ Stop: [entry] }))
    expect((await examineDesk(desk)).find('loop-for-everyone')).toMatchObject({
      what: "DOS_LOOP stands in the command of Claude Code's user settings",
      mend: { edit: 'take DOS_LOOP out of the command, and set it in the environment of the loop' },
    })
  })

  test.each(['DOS_LOOP= BINARY marker', 'DOS_LOOP=$CI BINARY marker', 'OTHER=1 BINARY marker'])(
    'is none that sets nothing which is known to arm: %s',
    async (command) => {
      using desk = makeDesk()
      const { binary } = await built()
      const entry = { type: 'command', command: command.replace('BINARY', binary), timeout: 10 }
      desk.home.put(USER, settings({ Stop: [entry] }))
      expect((await examineDesk(desk)).ids).toEqual([LATCH])
    },
  )
})
