import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { HOST_NAMES, type HostName } from '@dos/hook-dialect'
import type { Finding } from '@dos/hook-doctor'
import { handWork } from '@dos/hook-wiring'
import { type Home, makeHome } from './support/home.ts'

setDefaultTimeout(60_000)

/** Wires, and looks at what was wired. */
async function wireAndLook(
  home: Home,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Finding[]> {
  const by = 'the compiled command'
  const wired = await home.call(['init', ...args, '--yes'], { by, env })
  if (wired.status !== 0) throw new Error(`init ${args.join(' ')}: ${wired.stderr}`)
  const { stdout } = await home.call(['doctor', '--json'], { by, env })
  return JSON.parse(stdout).findings
}

/** What has to be mended, by id. */
function toMend(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ id }) => id)
}

/** Of each host what its user has to do besides. */
const BESIDES: Readonly<Partial<Record<HostName, readonly string[]>>> = { codex: ['untrusted'] }

describe('What init has wired', () => {
  test.each(HOST_NAMES.filter((host) => handWork(host) === undefined))('is in order on %s', async (host) => {
    using home = makeHome()
    const findings = await wireAndLook(home, ['--host', host])
    expect(toMend(findings)).toEqual([...(BESIDES[host] ?? [])])
    expect(findings.find(({ id }) => id === 'wiring-fine' || id === 'untrusted')).toBeDefined()
  })

  test.each([[['--wake']], [['--scope', 'local']], [['--scope', 'local', '--loop', '--wake']]])(
    'is in order on Claude Code with %j',
    async (flags) => {
      using home = makeHome()
      expect(toMend(await wireAndLook(home, ['--host', 'claude-code', ...flags]))).toEqual([])
    },
  )

  test('is in order in settings that are shared, once the package is installed', async () => {
    using home = makeHome()
    chmodSync(home.put('bin/npx', '#!/bin/sh\n'), 0o755)
    const env = { PATH: join(home.path, 'bin') }
    const args = ['--host', 'claude-code', '--scope', 'project']
    expect(toMend(await wireAndLook(home, args, env))).toEqual(['package-missing'])
    chmodSync(home.put('project/node_modules/.bin/dos-hook', '#!/bin/sh\n'), 0o755)
    expect(toMend(await wireAndLook(home, args, env))).toEqual([])
  })

  test('is in order where [wait] waits, and is not where it waits longer since', async () => {
    using home = makeHome()
    home.put('project/dos.toml', '[wait]\nbackground = true\nmax_seconds = 60\n')
    expect(toMend(await wireAndLook(home, ['--host', 'claude-code']))).toEqual([])
    home.put('project/dos.toml', '[wait]\nbackground = true\nmax_seconds = 560\n')
    const { stdout } = await home.call(['doctor', '--json'])
    expect(toMend(JSON.parse(stdout).findings)).toEqual(['wait-outlasts-timeout'])
    // The command that it names mends it.
    const { mend }: Finding = JSON.parse(stdout).findings.find(
      ({ id }: Finding) => id === 'wait-outlasts-timeout',
    )
    const run = mend !== undefined && 'run' in mend ? mend.run : ''
    expect(run).toStartWith('dos-hook init ')
    expect(toMend(await wireAndLook(home, run.split(' ').slice(2)))).toEqual([])
  })

  test('in the user settings is harmful as a loop, and the command that doctor names mends that', async () => {
    using home = makeHome()
    const findings = await wireAndLook(home, ['--host', 'claude-code', '--loop', '--wake'])
    expect(toMend(findings)).toEqual(['loop-for-everyone'])
    const mend = findings.find(({ id }) => id === 'loop-for-everyone')?.mend
    expect(mend).toEqual({ run: 'dos-hook init --host claude-code --scope user --wake' })
    const again = ['--host', 'claude-code', '--scope', 'user', '--wake']
    expect(toMend(await wireAndLook(home, again))).toEqual([])
  })

  test('is broken by hand, and the commands that doctor names mend it', async () => {
    using home = makeHome()
    await wireAndLook(home, ['--host', 'claude-code', '--wake'])
    const name = '.claude/settings.json'
    const broken = JSON.parse(home.read(name))
    const [first] = broken.hooks.Stop[0].hooks
    broken.hooks.Stop.push({
      hooks: [{ ...first, command: '/gone/dos-hook' }],
    })
    home.put(name, JSON.stringify(broken))
    const { stdout } = await home.call(['doctor', '--json'])
    const findings: readonly Finding[] = JSON.parse(stdout).findings
    expect(toMend(findings).toSorted()).toEqual(['program-missing', 'wired-twice'])
    const runs = new Set(
      findings.flatMap(({ mend }) => (mend !== undefined && 'run' in mend ? [mend.run] : [])),
    )
    expect([...runs]).toEqual(['dos-hook init --host claude-code --scope user --wake'])
    expect(toMend(await wireAndLook(home, ['--host', 'claude-code', '--scope', 'user', '--wake']))).toEqual(
      [],
    )
  })
})
