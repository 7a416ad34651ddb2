import { expect, test } from 'bun:test'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { readmeTable } from '../../toml-table/test/support/first-match.ts'
import { examine, FINDING_IDS } from '../src/index.ts'
import { everyWrong } from './support/cases.ts'

const ROWS = readmeTable(join(import.meta.dir, '..'), ['area', 'id', 'severity', 'when'])

/** The rows with the area of those above them. */
function rows(): readonly { area: string; id: string; severities: readonly string[] }[] {
  let area = ''
  return ROWS.map((row) => {
    area = row['area'] || area
    return { area, id: row['id'] ?? '', severities: (row['severity'] ?? '').split(', ') }
  })
}

test('the README tells of every finding, in their order', () => {
  expect(rows().map(({ id }) => id)).toEqual([...FINDING_IDS])
})

test('the README gives each its area and its severities', () => {
  const seen = new Map<string, { area: string; severities: Set<string> }>()
  for (const { id, area, severity } of everyWrong().flatMap(examine)) {
    const known = seen.get(id) ?? { area, severities: new Set() }
    seen.set(id, { area, severities: known.severities.add(severity) })
  }
  for (const { id, area, severities } of rows()) {
    expect({ id, area, severities: [...(seen.get(id)?.severities ?? [])].toSorted() }).toEqual({
      id,
      area: seen.get(id)?.area ?? '',
      severities: severities.toSorted(),
    })
    expect<string | undefined>(seen.get(id)?.area).toBe(area)
  }
})
