import { describe, expect, test } from 'bun:test'
import { HOST_NAMES } from '@dos/hook-dialect'
import { CHECK_FLAGS, MARKER_FLAGS } from '../src/hook-verbs.ts'
import { readFlags, wordsOf } from '../src/read-flags.ts'
import { PRUNE } from '../src/report-verbs.ts'
import { INIT } from '../src/setup-verbs.ts'
import { describeMistake } from '../src/usage.ts'
import type { Flag, Verb } from '../src/verb.ts'
import { VERBS } from '../src/verbs.ts'

/** What a command line of a command comes to: its flags, or what is said about it. */
function read(verb: Verb, args: readonly string[]): unknown {
  const reading = readFlags(args, verb.flags, verb.operand !== undefined)
  if (reading.kind === 'wrong') return describeMistake(reading)
  return reading.kind === 'help' ? 'help' : reading.flags
}

/** A value that a flag takes. */
function sampleOf(flag: Flag): string {
  const samples = { number: '3', age: '30d', folder: '/', session: 'nightly' }
  return samples[flag.kind as keyof typeof samples] ?? wordsOf(flag)[0] ?? ''
}

const FLAGS = VERBS.flatMap((verb) =>
  Object.entries(verb.flags).map(([name, flag]) => ({ title: `${verb.name} ${name}`, verb, name, flag })),
)

describe('Every flag', () => {
  test.each(FLAGS)('is taken as it is defined: $title', ({ verb, name, flag }) => {
    const typed = flag.kind === undefined ? [name] : [name, sampleOf(flag)]
    expect(read(verb, [...typed, '--help'])).toBe('help')
    if (flag.kind === undefined) {
      expect(read(verb, [`${name}=true`])).toBe(`${name} takes no value`)
      return
    }
    expect(read(verb, [name])).toBe(`${name} needs a value`)
    expect(read(verb, [name, '--help'])).toBe(`${name} needs a value`)
    for (const word of wordsOf(flag)) expect(read(verb, [`${name}=${word}`])).toBeObject()
    if (wordsOf(flag).length > 0) expect(read(verb, [name, 'nonsense'])).toContain('"nonsense", only ')
  })

  test('that a command does not have is refused by it, with the nearest that it has', () => {
    for (const verb of VERBS) {
      for (const { name } of FLAGS.filter((one) => !Object.hasOwn(verb.flags, one.name))) {
        expect(read(verb, [name, '--help'])).toStartWith(`there is no flag ${name}`)
      }
    }
  })
})

describe('The values of flags', () => {
  test('are named and typed by the flags', () => {
    const reading = readFlags(['--loop', '--max-markers=3', '--dialect', 'codex'], MARKER_FLAGS)
    expect(reading).toEqual({
      kind: 'run',
      flags: {
        ...{ loop: true, reset: false, allowUntil: false, dialect: 'codex', maxMarkers: 3 },
        ...{ sessionId: undefined, workspace: undefined, json: false, dryRun: false, debug: false },
      },
      operand: undefined,
    })
    if (reading.kind !== 'run') throw new Error('not read')
    const { maxMarkers, dialect }: { maxMarkers: number | undefined; dialect: string } = reading.flags
    expect([maxMarkers, dialect]).toEqual([3, 'codex'])
  })

  test('have defaults', () => {
    expect(read(PRUNE, [])).toMatchObject({ olderThan: { text: '30d', ms: 2_592_000_000 }, keep: 500 })
  })

  test('that are empty count as not given in a hook, and are refused where a person names a folder', () => {
    const hook = readFlags(['--session-id=', '--workspace=', '--dialect='], MARKER_FLAGS)
    expect(hook).toMatchObject({ flags: { sessionId: undefined, workspace: undefined, dialect: 'auto' } })
    expect(read(PRUNE, ['--workspace', ''])).toBe('--workspace names no folder')
  })

  test('that are required can not be left out', () => {
    for (const args of [[], ['--run', '']]) {
      expect(readFlags(args, CHECK_FLAGS)).toEqual({
        kind: 'wrong',
        complaint: '--run needs the name of the run, the same in every pass of the loop',
      })
    }
  })

  test('are several hosts, each once; auto stands for all', () => {
    expect(read(INIT, ['--host', 'codex,qwen,codex'])).toMatchObject({ host: ['codex', 'qwen'] })
    expect(read(INIT, ['--host', 'auto'])).toMatchObject({ host: undefined })
    expect(read(INIT, ['--host', 'codex,claude'])).toBe(
      `there is no host "claude", only auto, ${HOST_NAMES.join(', ')}; the nearest is claude-code`,
    )
    expect(read(INIT, ['--host', ''])).toStartWith('there is no host ""')
  })

  test.each([
    ['1m', 60_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
  ])('are ages: %s', (text, ms) => {
    expect(read(PRUNE, ['--older-than', text])).toMatchObject({ olderThan: { text, ms } })
  })

  test.each(['', '30', 'd', '-1d', '1.5d', '1 d', '1y', '99999999999999999w'])(
    'are no ages: "%s"',
    (text) => {
      expect(read(PRUNE, ['--older-than', text])).toBe(
        `--older-than must be a whole number and m, h, d or w, such as 30d, but is "${text}"`,
      )
    },
  )
})

test('One word may stand by itself where a command takes it, and no second', () => {
  for (const verb of VERBS) {
    const words = verb.operand === undefined ? [] : ['word']
    expect(readFlags(words, verb.flags, verb.operand !== undefined).kind).toBe(
      verb.name === 'check' ? 'wrong' : 'run',
    )
    expect(read(verb, [...words, 'one-more'])).toStartWith('there is no argument "one-more"')
  }
})
