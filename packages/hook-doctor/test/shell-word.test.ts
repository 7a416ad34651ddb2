import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { shellWord } from '../src/shell-word.ts'

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
