import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capabilitiesOf, HOST_NAMES } from '../src/index.ts'
import { capabilityTable } from './support/capability-table.ts'

describe('What a host can do', () => {
  test.each([...HOST_NAMES])('is marked as documented only where it is known at all: %s', (host) => {
    const { measuredOn, documented = [], ...abilities } = capabilitiesOf(host)
    for (const ability of documented) expect(Object.keys(abilities)).toContain(ability)
    // Where nothing was measured, all is documented, and need not be marked.
    if (measuredOn === undefined) expect(documented).toEqual([])
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
})
