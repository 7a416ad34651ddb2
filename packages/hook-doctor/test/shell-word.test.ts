import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { examine, type Mend } from '../src/index.ts'
import { shellWord } from '../src/shell-word.ts'
import { facts, reading, tally } from './support/facts.ts'

setDefaultTimeout(60_000)

describe('A word of a stranger in a command', () => {
  test('is that word to a shell, whatever is in it', () => {
    const word = fc.string({
      minLength: 1,
      unit: fc.constantFrom(...'ab $`\'"\\;&|<>()*?[]#~!{}=%C:/-\n\u202e'),
    })
    fc.assert(
      fc.property(word, (given) => {
        const written = shellWord(given, 'linux')
        if (written === undefined) return
        expect(spawnSync('sh', ['-c', `printf %s. ${written}`], { encoding: 'utf8' }).stdout).toBe(
          `${given}.`,
        )
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['linux', 'nightly', 'nightly'],
    ['linux', '$(touch PWNED)', "'$(touch PWNED)'"],
    ['linux', "it's", "'it'\\''s'"],
    // Between double quotes a shell would run it.
    ['linux', 'C:\\x$(touch PWNED)', "'C:\\x$(touch PWNED)'"],
    ['linux', '', undefined],
    ['linux', 'a\nb', undefined],
    ['linux', 'a\u202eb', undefined],
    ['win32', 'C:\\Users\\me', 'C:\\Users\\me'],
    ['win32', 'C:\\My Files\\p', '"C:\\My Files\\p"'],
    ['win32', 'C:\\My Files\\', undefined],
    ['win32', '$(calc)', undefined],
    ['win32', 'a & calc', undefined],
    ['win32', '%PATH%', undefined],
  ] as const)('on %s %j is written %j', (platform, word, written) => {
    expect(shellWord(word, platform)).toBe(written)
  })
})

describe('A tally that is named by a stranger', () => {
  const mendFor = (session: string): Mend | undefined =>
    examine(facts(tally({ read: [reading({ session, torn: 1 })] }))).find(({ id }) => id === 'torn-lines')
      ?.mend

  test('is one quoted word of the command that shows it', () => {
    expect(mendFor('$(touch PWNED)')).toEqual({ run: "dos-hook explain '$(touch PWNED)'" })
    expect(mendFor('mixed')).toEqual({ run: 'dos-hook explain mixed' })
  })

  test.each(['--all', '-', 'a\u001b[2Jb', ''])('is in no command where it is %j', (session) => {
    expect(mendFor(session)).toEqual({ edit: 'look at the lines in the file' })
  })
})
