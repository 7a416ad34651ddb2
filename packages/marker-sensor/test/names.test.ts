import { describe, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import {
  claim,
  count,
  prune,
  runTallyPaths,
  sessionName,
  survey,
  tallies,
  tallyOwner,
  tallyPaths,
  workspaceTallyPaths,
} from '../src/index.ts'
import { makeWorkspace, NOW } from './support/workspace.ts'

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

const fileOf = (run: string): string => basename(runTallyPaths('/w', run).file)

describe('The file that stands for a run', () => {
  const table: readonly (readonly [string, string])[] = [
    ['nightly', 'nightly.jsonl'],
    ['0b8b4ab0-53a1_4', '0b8b4ab0-53a1_4.jsonl'],
    ['release-1.1', 'release-1%2E1.jsonl'],
    ['release-11', 'release-11.jsonl'],
    ['a/b', 'a%2Fb.jsonl'],
    ['../../etc/passwd', '%2E%2E%2F%2E%2E%2Fetc%2Fpasswd.jsonl'],
    ['10:30', '10%3A30.jsonl'],
    ["it's (a) *~!", 'it%27s%20%28a%29%20%2A%7E%21.jsonl'],
    ['100%', '100%25.jsonl'],
    ['%workspace', '%25workspace.jsonl'],
    ['%2E', '%252E.jsonl'],
    ['a\0b\n', 'a%00b%0A.jsonl'],
    ['Привет 会话', 'Привет%20会话.jsonl'],
    ['caf\u00e9', 'caf\u00e9.jsonl'],
    ['cafe\u0301', 'cafe\u0301.jsonl'],
    ['\u0915\u093f', '\u0915\u093f.jsonl'],
    ['\u0e01\u0e38', '\u0e01\u0e38.jsonl'],
    ['🙂', '%F0%9F%99%82.jsonl'],
    ['\ud83d', '%ED%A0%BD.jsonl'],
    ['\ud83d-\ude42', '%ED%A0%BD-%ED%B9%82.jsonl'],
    ['', '%.jsonl'],
  ]
  for (const [run, file] of table) {
    test(`${JSON.stringify(run)} is ${JSON.stringify(file)}, and is read back`, () => {
      expect(fileOf(run)).toBe(file)
      expect(tallyOwner(file)).toBe(run)
    })
  }

  const likely = fc.array(
    fc.constantFrom(
      ...[
        '%',
        '2',
        'E',
        'F',
        'workspace',
        '.',
        '/',
        '-',
        '_',
        'a',
        'A',
        ' ',
        'é',
        'e\u0301',
        '\u0301',
        '\u093f',
      ],
      ...[
        '\u0940',
        '\u0e34',
        '\u200b',
        '\u202e',
        '\ud800',
        '\udfff',
        '🙂',
        '\ud83d',
        '\ude42',
        '\0',
        '\ufffd',
      ],
    ),
    { maxLength: 6 },
  )
  const anyRun = fc.oneof(
    likely.map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    // Any halves of pairs in any order.
    fc.array(fc.integer({ min: 0xd700, max: 0xe100 })).map((codes) => String.fromCharCode(...codes)),
  )

  test('is that of no other run, of no workspace, and never leads out of the folder', () => {
    const runs = new Map<string, string>()
    fc.assert(
      fc.property(anyRun, (run) => {
        const file = fileOf(run)
        expect(runs.get(file) ?? run).toBe(run)
        runs.set(file, run)
        expect(file).toMatch(/^[\p{L}\p{N}\p{M}%_-]+\.jsonl$/u)
        expect(file).not.toBe(basename(workspaceTallyPaths('/w').file))
        expect(tallyOwner(file)).toBe(run)
      }),
      { numRuns: 500 },
    )
    expect(runs.size).toBeGreaterThan(250)
  })

  test('is read back only from the name that is written', () => {
    const others = [
      'a%2e.jsonl',
      '%41.jsonl',
      'a%.jsonl',
      '%F0%9F.jsonl',
      '%ED%A0%BD%ED%B9%82.jsonl',
      '.jsonl',
    ]
    for (const file of [...others, 'a b.jsonl', 'a.b.jsonl', 'a', 'a.json', '%workspace']) {
      expect(tallyOwner(file)).toBeUndefined()
    }
  })
})

describe('Runs whose names are alike', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['release-1.1', 'release-11'],
    ['a/b', 'ab'],
    ['nightly 2', 'nightly2'],
    ['caf\u00e9', 'cafe\u0301'],
    ['cafe\u0301', 'cafe'],
    ['\u0915\u093f', '\u0915\u0940'],
    ['\u0e01\u0e34', '\u0e01\u0e38'],
  ]
  test.each(pairs)('%s and %s have a budget each, and are listed by their own names', (one, other) => {
    using workspace = makeWorkspace()
    for (const run of [one, other]) {
      const granted = claim(runTallyPaths(workspace.workspace, run), { cap: 1, id: run, now: NOW })
      expect(granted).toEqual({ granted: true, count: 1 })
    }
    const names = (found: readonly { readonly session: string }[]) =>
      found.map(({ session }) => session).toSorted()
    expect(names(tallies(workspace.workspace))).toEqual([one, other].toSorted())
    expect(names(survey(workspace.workspace).tallies)).toEqual([one, other].toSorted())
    expect(prune(workspace.workspace, { now: Date.now() + 48 * 3_600_000, keep: 0 }).removed).toHaveLength(2)
  })
})

test('A whole workspace has a tally that is no session of any id', () => {
  using workspace = makeWorkspace()
  const paths = workspaceTallyPaths(workspace.workspace)
  claim(paths, { cap: 4, id: 'a', now: NOW })
  expect(readdirSync(workspace.folder)).toEqual(['%workspace.jsonl'])
  expect(count(paths)).toBe(1)
  expect(tallies(workspace.workspace).map(({ session }) => session)).toEqual(['%workspace'])
})
