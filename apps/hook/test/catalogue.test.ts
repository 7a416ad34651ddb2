import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERBS } from '@dos/command-line/verbs/catalogue'
import type { Flag, Value, Verb } from '@dos/command-line/verbs/entry'
import type { DeskVerb } from '@dos/desk/desk'
import { callDesk } from './support/fake-desk-io.ts'
import { call } from './support/fake-io.ts'

const ROOT = join(import.meta.dir, '..', '..', '..')
/** Where a flag can be written. */
const WRITTEN_IN = ['apps/hook/src', 'apps/desk/src', 'packages/command-line/src', 'packages/hook-call/src']
const DESK = join(ROOT, 'apps/desk/src')

/** What one call came to. */
interface Asked {
  readonly status: 0 | 1
  readonly stdout: string
  readonly stderr: string
}

/** Calls a verb as it is, with a world of its own around it. */
async function ask({ name, caller }: Verb, args: readonly string[]): Promise<Asked> {
  if (caller !== 'person') {
    const { status, stdout, stderr } = await call([name, ...args])
    return { status, stdout: stdout.join('\n'), stderr: stderr.join('\n') }
  }
  const module = (await import(join(DESK, name, 'command.ts'))) as Readonly<Record<string, DeskVerb>>
  const run = module[name]
  if (run === undefined) throw new Error(`${name}/command.ts exports no ${name}`)
  const { status, stdout, stderr } = await callDesk(run, args)
  return { status, stdout, stderr: stderr.join('\n') }
}

/** A flag as it is typed, with a value that its kind allows. */
function typed({ name, value }: Flag): readonly string[] {
  return value === undefined ? [name] : [name, sample(value)]
}

function sample(value: Value): string {
  switch (value.kind) {
    case 'host':
    case 'hosts':
    case 'choice':
      return value.words[0] ?? ''
    case 'number':
      return '3'
    case 'duration':
      return '30d'
    case 'folder':
      return '/'
    case 'session':
    case 'text':
      return 'nightly'
  }
}

/** Every flag that is written anywhere in the sources: no verb can know one that is not. */
function flagsInSources(): readonly string[] {
  const text = WRITTEN_IN.flatMap((source) => {
    const folder = join(ROOT, source)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
  }).join('\n')
  const letters = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `-${letter}`)
  return [...new Set([...(text.match(/--[a-z][a-z-]*/g) ?? []), ...letters])]
}

/** The flags that a help text tells of, each with the verb whose it is: another one's, where the line calls that one. */
function flagsInHelp({ name }: Verb, help: string): readonly (readonly [verb: string, flag: string])[] {
  return help.split('\n').flatMap((line) => {
    const [first = '', ...calls] = line.split(/(?=dos-hook (?:[a-z]+))/)
    const own = (text: string, verb: string) =>
      (text.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []).map((flag) => [verb, flag] as const)
    const verbs = VERBS.map((verb) => verb.name)
    return [
      ...own(first, name),
      ...calls.flatMap((text) => {
        const called = text.split(' ')[1] ?? ''
        return own(text, verbs.includes(called) ? called : name)
      }),
    ]
  })
}

const SOURCES = flagsInSources()

for (const verb of VERBS) {
  describe(`What the catalogue says of ${verb.name}`, () => {
    test('are flags that the verb takes, each with a value of its kind', async () => {
      const help = await ask(verb, ['--help'])
      expect(help).toMatchObject({ status: 0, stderr: '' })
      expect(help.stdout).toStartWith(`dos-hook ${verb.name}: `)
      for (const flag of verb.flags) {
        expect([flag.name, await ask(verb, [...typed(flag), '--help'])]).toEqual([flag.name, help])
        if (flag.short !== undefined) expect(await ask(verb, [flag.short])).toEqual(help)
        if (flag.value === undefined) continue
        const { status, stderr } = await ask(verb, [flag.name])
        expect({ status, stderr }).toEqual({
          status: 1,
          stderr: `${flag.name} needs a value. See dos-hook ${verb.name} --help`,
        })
      }
    })

    test('are all flags that it takes', async () => {
      const known: readonly (string | undefined)[] = verb.flags.flatMap(({ name, short }) => [name, short])
      const taken: string[] = []
      for (const flag of SOURCES.filter((name) => !known.includes(name))) {
        const { status, stderr } = await ask(verb, [flag, '--help'])
        if (status !== 1 || !stderr.startsWith(`there is no flag ${flag}`)) taken.push(flag)
      }
      expect(taken).toEqual([])
      expect(SOURCES).toEqual(expect.arrayContaining(verb.flags.map(({ name }) => name)))
    })

    test('are the flags that its help tells of', async () => {
      const { stdout } = await ask(verb, ['--help'])
      const told = flagsInHelp(verb, stdout)
      const unknown = told.filter(
        ([name, flag]) =>
          !VERBS.some((other) => other.name === name && other.flags.some((one) => one.name === flag)),
      )
      expect(unknown).toEqual([])
      const own = told.flatMap(([name, flag]) => (name === verb.name ? [flag] : []))
      const silent = verb.flags.filter(({ name }) => name !== '--help' && !own.includes(name))
      expect(silent.map(({ name }) => name)).toEqual([])
    })

    test('is whether words may stand by themselves', async () => {
      const { operand } = verb
      const words = operand === undefined ? [] : [sample(operand.value)]
      expect(await ask(verb, [...words, '--help'])).toMatchObject({ status: 0 })
      const { status, stderr } = await ask(verb, [...words, 'one-more', '--help'])
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringContaining('there is no argument "one-more"'),
      })
    })
  })
}

describe('A value that is one of a few words', () => {
  const chosen = VERBS.flatMap((verb) =>
    verb.flags.flatMap((flag) =>
      flag.value !== undefined && 'words' in flag.value ? [{ verb, flag, words: flag.value.words }] : [],
    ),
  )

  for (const { verb, flag, words } of chosen) {
    test(`is each of them, and no other: ${verb.name} ${flag.name}`, async () => {
      for (const word of words) {
        expect([word, await ask(verb, [flag.name, word, '--help'])]).toMatchObject([word, { status: 0 }])
      }
      const { status, stderr } = await ask(verb, [flag.name, 'nonsense'])
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('nonsense') })
    })
  }
})
