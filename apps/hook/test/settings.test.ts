import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { TABLES } from '@dos/hook-call/config/config-toml'
import { defaultsOf, entriesOf, readFields, type Takes } from '@dos/toml-table/table'
import fc from 'fast-check'
import {
  COMMANDS_FILE,
  makeCommandsPage,
  makePage,
  makeSchema,
  PAGE_FILE,
  SCHEMA_FILE,
  typeOfTable,
} from '../build/settings.ts'

test.each([
  ['the JSON Schema', SCHEMA_FILE, makeSchema],
  ['the page of settings', PAGE_FILE, makePage],
  ['the page of commands', COMMANDS_FILE, makeCommandsPage],
])('%s is what its source makes of it: bun run --cwd apps/hook settings', (_, file, make) => {
  expect(readFileSync(file, 'utf8')).toBe(make())
})

describe('the JSON Schema', () => {
  const schema = JSON.parse(makeSchema())

  test('is one of draft 7 that knows every key and refuses others', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(schema.additionalProperties).toBeUndefined()
    for (const table of TABLES) {
      const { properties, additionalProperties } = schema.properties[table.name]
      expect(additionalProperties).toBe(false)
      expect(Object.keys(properties).toSorted()).toEqual(
        entriesOf(table)
          .map(([, { name }]) => name)
          .toSorted(),
      )
      for (const [, { name, about }] of entriesOf(table)) {
        expect(properties[name].description).toStartWith(about)
      }
    }
  })

  test('requires nothing and bounds what the reader bounds', () => {
    expect(JSON.stringify(schema)).not.toContain('"required"')
    expect(schema.properties.progress.properties.budget_ms).toMatchObject({ minimum: 1, maximum: 5000 })
    expect(JSON.stringify(schema.properties.progress.properties.paths)).toContain('"maxItems":16')
    expect(schema.properties.wake.properties.rearm.enum.toSorted()).toEqual(['deny', 'observe', 'stretch'])
  })
})

test('the fast reader and arktype agree on 20,000 tables', () => {
  let refused = 0
  for (const table of TABLES) {
    const type = typeOfTable(table)
    const keys = entriesOf(table).map(([, { name, takes }]) => [name, valuesAround(takes)] as const)
    const tables = fc.oneof(
      {
        weight: 19,
        arbitrary: fc.record({ ...Object.fromEntries(keys), other: fc.nat() }, { requiredKeys: [] }),
      },
      { weight: 1, arbitrary: fc.anything().filter((value) => value !== undefined) },
    )
    fc.assert(
      fc.property(tables, (value) => {
        const isTaken = readFields(table, value, defaultsOf(table)).refusals.length === 0
        if (!isTaken) refused += 1
        return type.allows(value) === isTaken
      }),
      { numRuns: 20_000 / TABLES.length },
    )
  }
  expect(refused).toBeGreaterThan(5000)
  expect(refused).toBeLessThan(15_000)
})

/** Mostly values that a key takes or nearly takes. */
function valuesAround(takes: Takes): fc.Arbitrary<unknown> {
  const near = nearValues(takes)
  const strange = fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    2.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    [],
    {},
    [1],
  )
  return fc.oneof({ weight: 8, arbitrary: near }, { weight: 1, arbitrary: strange })
}

function nearValues(takes: Takes): fc.Arbitrary<unknown> {
  switch (takes.kind) {
    case 'switch':
      return fc.boolean()
    case 'number': {
      const { least, most } = takes
      return fc.oneof(
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(least, most, least - 1, most + 1, 0.5),
      )
    }
    case 'word':
      return fc.constantFrom(...takes.words, ...takes.words, ` ${takes.words[0]}`)
    case 'command':
      return fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('true', ' \n', 'a\0b'))
    case 'texts': {
      const { words = [], longest = 8, most = 3 } = takes
      const known = words.length > 0 ? words : ['A', ' b ', '', 'x'.repeat(longest)]
      const text = fc.constantFrom(
        ...known,
        ...known,
        ...known,
        ...known,
        'x'.repeat(longest + 1),
        'a\nb',
        'a\0b',
      )
      const long = fc.constantFrom(most, most + 1).map((length) => Array.from({ length }, () => known[0]))
      return fc.oneof(text, fc.array(text, { maxLength: 3 }), long)
    }
  }
}
