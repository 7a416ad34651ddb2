import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { ignoredBy } from '../src/paths/patterns.ts'
import { GIT_ENV, repository } from './support/repo.ts'

setDefaultTimeout(60_000)

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.', '-'), minLength: 1, maxLength: 3 })
const path = fc
  .array(
    name.filter((one) => !/^\.+$/.test(one)),
    { minLength: 1, maxLength: 4 },
  )
  .map((names) => names.join('/'))
const part = fc
  .array(
    fc.constantFrom(...['a', 'b', '.', '*', '?', '**', '[ab]', '[!a]', '[^b-z]', '\\a', '\\*', '[]a]']),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''))
const line = fc
  .record({
    bang: fc.constantFrom('', '', '!'),
    start: fc.constantFrom('', '/', '**/'),
    parts: fc.array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 3 }),
    end: fc.constantFrom('', '', '/', '/**', ' '),
  })
  .map(({ bang, start, parts, end }) => bang + start + parts.join('/') + end)

describe('Lines of a .gitignore', () => {
  test('ignore what git ignores by them', () => {
    using repo = repository()
    const cases = fc.sample(fc.tuple(fc.array(line, { minLength: 1, maxLength: 4 }), fc.array(path)), 400)
    const asked = cases.flatMap(([lines, paths], index) => {
      repo.write(`${index}/.gitignore`, `${lines.join('\n')}\n`)
      return paths.map((one) => ({ lines, one, file: `${index}/${one}` }))
    })
    const { stdout } = spawnSync(
      'git',
      ['-c', 'core.ignoreCase=true', 'check-ignore', '--no-index', '--stdin', '-z'],
      { cwd: repo.path, env: GIT_ENV, input: asked.map(({ file }) => file).join('\0'), maxBuffer: 1e9 },
    )
    const ignored = new Set(stdout.toString().split('\0'))
    expect(ignored.size).toBeGreaterThan(100)
    for (const { lines, one, file } of asked) {
      expect({ lines, one, ignored: ignoredBy(lines)(one) }).toEqual({
        lines,
        one,
        ignored: ignored.has(file),
      })
    }
  })

  test('are answered at once, whatever they are', () => {
    const started = performance.now()
    const long = 'a'.repeat(200)
    for (const one of [
      '*a'.repeat(99),
      '**/'.repeat(60),
      `${'*?'.repeat(90)}b`,
      '[a-z]*'.repeat(30),
      '\\',
      '[',
    ])
      expect(ignoredBy([`${one}x`, '!y'])(`${`${long}/`.repeat(20)}z`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
    fc.assert(fc.property(fc.array(fc.string()), fc.string(), (lines, one) => void ignoredBy(lines)(one)))
  })
})
