import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { parsePs, parseStat } from '../src/processes.ts'

const stat = (name: string, state = 'S'): string =>
  `57 (${name}) ${state} 44 57 58 0 -1 4194560 64 0 0 0 1 2 0 0 20 0 1 0 27349 2584576 64 18446744073709551615\n`

describe('a line of /proc', () => {
  test('tells parent, session and start', () => {
    expect(parseStat(stat('bash').replace('57 58', '57 57'))).toEqual({
      pid: 57,
      parent: 44,
      name: 'bash',
      leads: true,
      startedMs: 273_490,
    })
    expect(parseStat(stat('bash'))?.leads).toBe(false)
  })

  test.each(['a b', 'a) S 1 1', '((', '', 'a\nb', ') ('])('may have any name: %p', (name) => {
    expect(parseStat(stat(name))).toMatchObject({ pid: 57, parent: 44, name })
  })

  test('of one that has ended is none', () => {
    expect(parseStat(stat('bash', 'Z'))).toBeUndefined()
    expect(parseStat(stat('bash', 'X'))).toBeUndefined()
  })

  test('that is no such line is none', () => {
    fc.assert(fc.property(fc.string(), (text) => parseStat(text) === undefined))
    expect(parseStat('57 (bash) S 44')).toBeUndefined()
  })
})

describe('a line of ps', () => {
  test('tells parent, group and start, with or without a path before the name', () => {
    const text = [
      '    1     0     1 Ss   Sun Nov 23 05:02:12 2026 /sbin/launchd',
      '   57    44    57 S+   Sun Nov  2 05:02:12 2026 -zsh',
      '   58    57    57 S    Sun Nov  2 05:02:13 2026 /Applications/Some App.app/Contents/MacOS/Some App',
      '   59    57    57 Z    Sun Nov  2 05:02:13 2026 (gone)',
      'something else',
      '',
    ].join('\n')
    expect(parsePs(text)).toEqual([
      { pid: 1, parent: 0, name: 'launchd', leads: true, startedMs: Date.parse('Nov 23 2026 05:02:12') },
      { pid: 57, parent: 44, name: '-zsh', leads: true, startedMs: Date.parse('Nov 2 2026 05:02:12') },
      { pid: 58, parent: 57, name: 'Some App', leads: false, startedMs: Date.parse('Nov 2 2026 05:02:13') },
    ])
  })

  test('never makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parsePs(text)
      }),
    )
  })
})
