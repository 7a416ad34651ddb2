import { describe, expect, test } from 'bun:test'
import { examine, type WiredHook } from '../src/index.ts'
import { facts, hook, host, settings } from './support/facts.ts'

const mendFor = (id: string, hooks: readonly WiredHook[]) =>
  examine(facts({ hosts: [host([settings(hooks)])] })).find((finding) => finding.id === id)?.mend

describe('A command that has entries written anew', () => {
  const GONE = { program: { ...hook().program, missing: 'program' } } as const
  const REARM = hook({ verb: 'rearm', event: 'PreToolUse', moment: 'before-tool', matcher: 'ScheduleWakeup' })

  test('asks for what is bound already, so that it stays', () => {
    expect(mendFor('program-missing', [hook({ ...GONE, flags: ['--loop'] }), REARM])).toEqual({
      run: 'dos-hook init --host claude-code --scope user --loop --wake',
    })
  })

  test('asks for nothing that nobody bound, whatever words stand there', () => {
    for (const verb of [undefined, 'status']) {
      expect(mendFor('program-missing', [hook({ ...GONE, verb })])).toEqual({
        run: 'dos-hook init --host claude-code --scope user',
      })
    }
  })
})
