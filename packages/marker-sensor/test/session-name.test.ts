import { describe, expect, test } from 'bun:test'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { sessionName, tallyPaths } from '../src/index.ts'

describe('The name that a session id leaves', () => {
  const table: readonly (readonly [string, string | undefined])[] = [
    ['0b8b4ab0-53a1-4f1e-b2d5-9f7a6c0c5e11', '0b8b4ab0-53a1-4f1e-b2d5-9f7a6c0c5e11'],
    ['my_session-2', 'my_session-2'],
    ['../../etc/passwd', 'etcpasswd'],
    ['..\\..\\windows\\system32', 'windowssystem32'],
    ['/etc/passwd', 'etcpasswd'],
    ['a/b', 'ab'],
    ['a.b', 'ab'],
    ['a.jsonl', 'ajsonl'],
    ['a\0b', 'ab'],
    ['a\nb\r\tc d', 'abcd'],
    ['a\u2028b\u200bc\u202ed\ufefff', 'abcdf'],
    ['$(rm -rf ~);`x`|&*?"<>:', 'rm-rfx'],
    ['%2e%2e%2f', '2e2e2f'],
    ['Привет-мир', 'Привет-мир'],
    ['会话一', '会话一'],
    ['セッション', 'セッション'],
    ['جلسة', 'جلسة'],
    ['סשן', 'סשן'],
    ['세션', '세션'],
    ['Ελλάδα', 'Ελλάδα'],
    ['straße-é', 'straße-é'],
    ['١٢٣', '١٢٣'],
    ['Ⅻ½²', 'Ⅻ½²'],
    ['𝒜𐍈', '𝒜𐍈'],
    ['run🙂1', 'run1'],
    ['-', '-'],
    ['__', '__'],
    ['', undefined],
    ['.', undefined],
    ['..', undefined],
    ['../..', undefined],
    ['\0', undefined],
    ['   ', undefined],
    ['🙂👩‍👩‍👧', undefined],
    ['\ud800', undefined],
  ]
  for (const [id, name] of table) {
    test(`${JSON.stringify(id)} leaves ${name === undefined ? 'nothing' : JSON.stringify(name)}`, () => {
      expect(sessionName(id)).toBe(name)
    })
  }

  test('is kept whole however long it is', () => {
    expect(sessionName('x'.repeat(100_000))).toHaveLength(100_000)
  })

  test('leaves itself, and never a way out of the folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const paths = tallyPaths('/w', id)
        const name = sessionName(id)
        expect(paths === undefined).toBe(name === undefined)
        if (name === undefined || paths === undefined) return
        expect(sessionName(name)).toBe(name)
        expect(dirname(paths.file)).toBe(join('/w', '.dos', 'markers'))
        expect(paths.file).toEndWith(`${name}.jsonl`)
      }),
    )
  })
})

test('A tally lies in .dos/markers of its workspace', () => {
  expect(tallyPaths('/w', 's-1')).toEqual({
    workspace: '/w',
    home: join('/w', '.dos'),
    folder: join('/w', '.dos', 'markers'),
    file: join('/w', '.dos', 'markers', 's-1.jsonl'),
  })
})
