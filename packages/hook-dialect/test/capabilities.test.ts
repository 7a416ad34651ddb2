import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capabilityTable, factsOf, NOTES } from '../src/capabilities.ts'
import { capabilitiesOf, HOST_NAMES } from '../src/index.ts'

describe('What a host can do', () => {
  test.each([...HOST_NAMES])('is marked fact by fact as measured or documented: %s', (host) => {
    const { measuredOn, documented = [], lacks: _, ...abilities } = capabilitiesOf(host)
    const facts = factsOf(host)
    expect(facts.map(({ ability }) => String(ability))).toEqual(Object.keys(abilities))
    for (const { ability, value, known, version } of facts) {
      const measured = measuredOn !== undefined && !documented.includes(ability)
      expect({ ability, value, known, version }).toEqual({
        ability,
        value: abilities[ability] as never,
        known: measured ? 'measured' : 'documented',
        version: measured ? measuredOn : undefined,
      })
    }
    for (const ability of documented) expect(Object.keys(abilities)).toContain(ability)
  })

  test('was measured on a version of the six hosts that run without an account', () => {
    const versions = HOST_NAMES.map((host) => [host, capabilitiesOf(host).measuredOn])
    expect(versions).toEqual([
      ['claude-code', '2.1.330'],
      ['codex', '0.169.0'],
      ['gemini', '0.61.0'],
      ['qwen', '0.24.4'],
      ['copilot', '1.0.102'],
      ['cursor', undefined],
      ['vscode', undefined],
      ['antigravity', undefined],
      ['droid', '0.225.2'],
      ['kiro', undefined],
    ])
  })

  test('stands in the README as the data has it', () => {
    const readme = readFileSync(join(import.meta.dir, '../README.md'), 'utf8')
    expect(readme).toContain(`\n\n${capabilityTable()}\n\n`)
  })

  test('is told in whole sentences where it is particular', () => {
    for (const host of HOST_NAMES) {
      expect(NOTES[host].length).toBeGreaterThan(0)
      for (const { text, known } of NOTES[host]) {
        expect(text).toMatch(/^[`\w].*\.$/)
        // Nothing was measured on a host that has no version.
        if (capabilitiesOf(host).measuredOn === undefined) expect(known).toBe('documented')
      }
    }
  })
})
