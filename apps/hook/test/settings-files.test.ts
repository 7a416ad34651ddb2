import { expect, setDefaultTimeout, test } from 'bun:test'
import { droppedBecause, inspect, settingsFile, wire } from '@dos/hook-wiring'
// @boundaries-ignore settings files for tests alone, which no package publishes
import { FIXTURES } from '../../../packages/hook-wiring/test/support/fixtures.ts'
// @boundaries-ignore what most tests of that package ask for
import { wanted } from '../../../packages/hook-wiring/test/support/wanted.ts'
import { makeHome } from './support/home.ts'

setDefaultTimeout(60_000)

/** Words of a file that are nobody's business but its owner's: nothing that is told may repeat them. */
const SECRETS = /sk-[\w-]{8,}|secret|hunter2/i

test('There are settings files of many kinds', () => {
  expect(FIXTURES.length).toBeGreaterThanOrEqual(40)
})

test.each(FIXTURES.map((fixture) => [`${fixture.host}/${fixture.name}`, fixture] as const))(
  '%s is judged by doctor as it is read, and written by init only where it can be and has to be',
  async (_, { host, text }) => {
    using home = makeHome()
    const machine = { platform: 'linux', home: home.path, project: home.project, env: {} }
    const path = settingsFile(host, 'user', machine)?.slice(home.path.length + 1) ?? ''
    home.put(path, text)
    const before = home.everything()

    const doctor = await home.call(['doctor', '--json'])
    expect(doctor.stderr).toBe('')
    const { ok, findings } = JSON.parse(doctor.stdout)
    expect(doctor.status).toBe(ok ? 0 : 1)
    const invalid = findings.some(({ id }: { id: string }) => id === 'settings-invalid')
    expect(invalid).toBe(!inspect(host, text).ok)
    expect(doctor.stdout).not.toMatch(SECRETS)
    expect(home.everything()).toEqual(before)

    const init = ['init', '--host', host, '--yes']
    const dry = await home.call([...init, '--dry-run'])
    expect(home.everything()).toEqual(before)
    const first = await home.call(init)
    const isDropped = host === 'claude-code' && droppedBecause(text) !== undefined
    if (isDropped || !wire(host, text, wanted(host)).ok) {
      expect([dry.status, first.status]).toEqual([1, 1])
      expect(first.stderr).toContain(path)
      expect(home.everything()).toEqual(before)
      return
    }
    expect([dry.status, first.status]).toEqual([0, 0])
    const wired = home.everything()
    const second = await home.call(init)
    expect([second.status, second.stdout]).toEqual([0, expect.stringContaining('nothing to change')])
    expect(home.everything()).toEqual(wired)
    expect(inspect(host, home.read(path)).ok).toBe(true)
  },
)
