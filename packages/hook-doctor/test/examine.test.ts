import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { AREAS, SEVERITIES } from '../src/finding.ts'
import { examine, isHealthy } from '../src/index.ts'
import { CASES, everyWrong } from './support/cases.ts'
import { config, facts, hook, host, program, qwen, settings, tally } from './support/facts.ts'

describe('Findings', () => {
  test('come area by area, and in each what is fine first, then the worst first', () => {
    for (const given of everyWrong()) {
      const findings = examine(given)
      const weights = findings.map(
        ({ area, severity }) =>
          AREAS.indexOf(area) * 10 + (severity === 'ok' ? 0 : 1 + SEVERITIES.indexOf(severity)),
      )
      expect(weights).toEqual(weights.toSorted((one, other) => one - other))
    }
  })

  test('say of every area that it is fine, or what is wrong with it, and never both', () => {
    for (const given of everyWrong()) {
      const findings = examine(given)
      for (const area of AREAS) {
        const here = findings.filter((finding) => finding.area === area)
        const fine = here.filter(({ severity }) => severity === 'ok').map(({ id }) => id)
        expect<string[]>(fine).toEqual(isHealthy(here) ? [`${area}-fine`] : [])
      }
    }
  })

  test('of a file that two hosts read are told once', () => {
    const file = settings([hook({ complaint: 'no' })])
    const both = facts({ hosts: [host([file]), qwen([], { files: [file] })] })
    expect(examine(both).filter(({ id }) => id === 'wrong-words')).toHaveLength(1)
  })

  test('of one program that several hooks start are told once', () => {
    const missing = { program: { ...hook().program, missing: 'program' } } as const
    const prompt = hook({ event: 'UserPromptSubmit', moment: 'prompt', ...missing, line: 9 })
    const given = facts({ hosts: [host([settings([hook(missing), prompt])])] })
    expect(
      examine(given)
        .filter(({ id }) => id === 'program-missing')
        .map(({ what }) => what),
    ).toEqual(['the hooks on Stop, UserPromptSubmit of Claude Code start /opt/dos-hook, which is not there'])
  })

  test('of two hooks in one file are told twice', () => {
    const file = settings([hook({ complaint: 'no' }), hook({ complaint: 'no', line: 9 })])
    const both = facts({ hosts: [host([file])] })
    expect(examine(both).filter(({ id }) => id === 'wrong-words')).toHaveLength(2)
  })

  test('are never a reason to fail, whatever facts come together', () => {
    const parts = Object.values(CASES).flatMap(({ wrong, right }) => [...wrong, ...right])
    fc.assert(
      fc.property(fc.subarray(parts, { maxLength: 6 }), (some) => {
        const findings = examine(facts(Object.assign({}, ...some)))
        expect(new Set(findings.map(({ area }) => area)).size).toBe(AREAS.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('What is fine', () => {
  const fine = (given: Parameters<typeof facts>[0]): readonly string[] =>
    examine(facts(given)).flatMap(({ severity, what }) => (severity === 'ok' ? [what] : []))

  test('is told in one line for each area', () => {
    expect(fine({})).toEqual([
      '/p/dos.toml is in order: a budget of 4, armed by DOS_LOOP or CID_RUN_ID',
      'wired into Claude Code (user)',
      'at most 4 turns in a row without progress',
      'one look took 12 ms and saw commit 1a2b3c4, nothing uncommitted',
      'this is 0.2.0, and so is what Claude Code called',
      'one tally in /p/.dos/markers, in order',
      'this one takes 9 ms, at most 12',
    ])
  })

  test('is told as well where there is little to look at', () => {
    const nothing = {
      hosts: [],
      programs: [program({ ms: [], trouble: 'it lies in a workspace' })],
      progressLook: { ms: 1, saw: '' },
      ...tally({ count: 0, read: [] }),
    }
    expect(fine({ ...nothing, config: config({ text: undefined }) })).toEqual([
      'there is no dos.toml, and the defaults are in force: a budget of 4, armed by DOS_LOOP or CID_RUN_ID',
      'nothing is wired, and no host asks for it',
      'at most 4 turns in a row without progress',
      'nothing is watched',
      'this is 0.2.0',
      'no tally yet; one can be made in /p/.dos/markers',
      'not measured: it lies in a workspace',
    ])
  })

  test('names everything that arms, everything that is wired, and everything that was run', () => {
    const marker = { ...config().marker, armOnEnv: [], armOnEvent: ['session_crons'] } as NonNullable<
      ReturnType<typeof config>['marker']
    >
    const said = fine({
      config: config({ marker }),
      hosts: [
        host([settings([hook()]), settings([hook({ verb: undefined })], { scope: 'plugin', plugin: 'dos' })]),
        qwen([hook()]),
      ],
      programs: [program(), program({ what: 'the compiled binary', ms: [3] })],
      ...tally({ count: 2 }),
    })
    expect(said).toEqual([
      "/p/dos.toml is in order: a budget of 4, armed by the event's session_crons",
      'wired into Claude Code (user, plugin dos), Qwen Code (user)',
      'at most 4 turns in a row without progress',
      'one look took 12 ms and saw commit 1a2b3c4, nothing uncommitted',
      'this is 0.2.0, and so is what Claude Code, Qwen Code called',
      '2 tallies in /p/.dos/markers, in order',
      'this one takes 9 ms, at most 12; the compiled binary takes 3 ms, at most 3',
    ])
  })

  test('is told of a guard that only --loop arms, that knows no configuration, or that was not run', () => {
    const given = { ...config(), marker: { ...config().marker, armOnEnv: [] } } as ReturnType<typeof config>
    const loop = host([settings([hook({ flags: ['--loop'] })], { scope: 'project' })])
    const lines = [
      ...fine({ config: given, hosts: [loop] }),
      ...fine({ config: config({ marker: undefined }) }),
      ...fine({ progressLook: undefined }),
    ]
    expect(lines).toContain('/p/dos.toml is in order: a budget of 4, armed by --loop alone')
    expect(lines).toContain('/p/dos.toml is in order')
    expect(lines).toContain('nothing to say while the configuration is not known')
    expect(lines).toContain('not looked at')
  })
})
