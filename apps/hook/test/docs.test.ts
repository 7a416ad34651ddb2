import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { built } from './support/built.ts'
import { tool } from './support/launch.ts'

setDefaultTimeout(60_000)

const ROOT = join(import.meta.dir, '../../..')

/** Lines that cannot run here. Everything else that is shown runs. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm install --global dos-hook': 'needs a registry; scripts/check-release.ts does it with one on loopback',
  'npm run demo': '.ci/run runs it',
  'npm test': 'this test is part of it',
  'dos-hook status --watch': 'stays until it is left; status-watch.test.ts runs it',
  'dos-hook stats --json | jq .intervention_rate': 'needs jq',
  'dos-hook stats --openmetrics > /var/lib/node_exporter/dos-hook.prom': 'writes outside of the scratch home',
}

/** Exit codes other than 0 that a shown line may have: `doctor` finds what a scratch home lacks. */
const MAY_FAIL: Readonly<Record<string, readonly number[]>> = { 'dos-hook doctor': [0, 1] }

const EVENT = { hook_event_name: 'Stop', session_id: 'shown', stop_hook_active: false }

const PAGES = [
  join(ROOT, 'README.md'),
  join(ROOT, 'apps/hook/README.md'),
  join(ROOT, 'plugins/claude-code/README.md'),
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) =>
    name.endsWith('.md') ? [join(ROOT, 'docs', name)] : [],
  ),
].map((path) => ({ page: relative(ROOT, path), text: readFileSync(path, 'utf8') }))

/** The code blocks of a language, on all pages. */
function blocks(language: string): readonly (readonly [where: string, code: string])[] {
  return PAGES.flatMap(({ page, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(
      ([, code = ''], index) => [`${page} #${index + 1}`, code] as const,
    ),
  )
}

/** A home with a project, and a PATH with the built command and a `claude` that only ends. */
let home = ''
let bin = ''

beforeAll(async () => {
  const { script, binary } = await built()
  home = realpathSync(mkdtempSync(join(tmpdir(), 'dos-hook-docs-')))
  bin = join(home, 'bin')
  mkdirSync(bin)
  // Where shells look for completions.
  for (const folder of ['.local/share/bash-completion/completions', '.zfunc', '.config/fish/completions']) {
    mkdirSync(join(home, folder), { recursive: true })
  }
  const put = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  // What `init` would copy of the compiled command has 110 MB; for all else it is quicker.
  const node = `"${tool('node')}" "${script}"`
  put('dos-hook', `case $1 in init | remove | doctor) exec ${node} "$@" ;; esac\nexec "${binary}" "$@"`)
  put('bunx', 'exec "$@"')
  put('claude', 'exit 0')
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Runs a line of shell in a project. */
function shell(
  line: string,
  project: string,
  stdin = '',
): { status: number; stdout: string; stderr: string } {
  const env = { HOME: home, TMPDIR: home, PATH: `${bin}:/usr/local/bin:/usr/bin:/bin` }
  const ended = Bun.spawnSync(['sh', '-c', line], { cwd: project, env, stdin: Buffer.from(stdin) })
  return { status: ended.exitCode, stdout: ended.stdout.toString(), stderr: ended.stderr.toString() }
}

/** A repository with a commit, an event to read, Claude Code's settings, and the sessions that the pages tell of. */
function makeProject(): string {
  const project = mkdtempSync(join(home, 'project-'))
  mkdirSync(join(project, '.claude'))
  writeFileSync(join(project, '.claude/settings.json'), '{}\n')
  writeFileSync(join(project, 'event.json'), JSON.stringify(EVENT))
  const as = '-c user.name=docs -c user.email=docs@localhost'
  shell(`git init -q && git add -A && git ${as} commit -qm first`, project)
  for (const session of ['deploy-watch', 'nightly']) {
    const event = JSON.stringify({ ...EVENT, session_id: session, cwd: project })
    expect(shell('dos-hook marker --loop', project, event)).toMatchObject({ status: 0, stderr: '' })
  }
  return project
}

/** The command of a line of shell, without its comment; nothing where it is not to be run. */
function commandOf(line: string): string | undefined {
  const command = line.replace(/\s+#.*$/, '').trim()
  if (command === '' || command.startsWith('#') || command in NOT_RUN) return undefined
  // Nobody is there to be asked.
  return /^dos-hook (init|remove)\b(?!.*--(yes|dry-run))/.test(command) ? `${command} --yes` : command
}

describe('Every command that the pages show', () => {
  const shown = [
    ...blocks('sh'),
    ...blocks('console').map(
      ([where, code]) => [where, code.match(/(?<=^\$ ).*$/gm)?.join('\n') ?? ''] as const,
    ),
  ]

  test.each(shown)('runs as it is shown: %s', (_, code) => {
    const project = makeProject()
    for (const line of code.split('\n')) {
      const command = commandOf(line)
      if (command === undefined) continue
      const { status, stderr } = shell(command, project)
      const allowed = MAY_FAIL[command] ?? [0]
      expect({ command, stderr, ok: allowed.includes(status) }).toMatchObject({ command, ok: true })
    }
  })

  test('is shown where it is said to be left out', () => {
    const lines = shown.flatMap(([, code]) =>
      code.split('\n').map((line) => line.replace(/\s+#.*$/, '').trim()),
    )
    for (const command of [...Object.keys(NOT_RUN), ...Object.keys(MAY_FAIL)])
      expect(lines).toContain(command)
  })

  const inline = PAGES.flatMap(({ page, text }) =>
    [...text.matchAll(/`(?:bunx )?dos-hook ([a-z]+)([^`]*)`/g)].map(([whole, verb = '', rest = '']) => ({
      where: `${page}: ${whole}`,
      verb,
      flags: rest.split('|')[0]?.match(/--[a-z-]+/g) ?? [],
    })),
  )

  const helps = new Map<string, string>()

  test.each(inline)('exists with its flags: $where', ({ verb, flags }) => {
    const stdout = helps.get(verb) ?? shell(`dos-hook ${verb} --help`, home).stdout
    helps.set(verb, stdout)
    expect(stdout).toContain(`dos-hook ${verb}`)
    for (const flag of flags) expect(stdout).toMatch(new RegExp(`${flag}\\b`))
  })
})

describe('Every settings file that the pages show', () => {
  const settings = [
    ...blocks('json'),
    ['examples', readFileSync(join(ROOT, 'examples/claude-code/settings.json'), 'utf8')] as const,
  ]
  test.each(settings)('is JSON, and binds commands that run: %s', (_, code) => {
    const project = makeProject()
    const { hooks } = JSON.parse(code)
    for (const [event, entries] of Object.entries<{ hooks: { command: string }[] }[]>(hooks)) {
      for (const { command } of entries.flatMap((entry) => entry.hooks)) {
        const stdin = JSON.stringify({ ...EVENT, hook_event_name: event, cwd: project, prompt: 'go on' })
        const line = command.replace('/path/to/', '')
        expect(shell(line, project, stdin)).toMatchObject({ status: 0, stderr: '' })
      }
    }
  })
})

describe('Every dos.toml that the pages show', () => {
  const folder = join(ROOT, 'examples/dos-toml')
  const tables = [
    ...blocks('toml'),
    ...readdirSync(folder).map(
      (name) => [`examples: ${name}`, readFileSync(join(folder, name), 'utf8')] as const,
    ),
  ]
  test.each(tables)('is read without a complaint: %s', (_, code) => {
    const project = makeProject()
    writeFileSync(join(project, 'dos.toml'), code)
    expect(shell('dos-hook config', project)).toMatchObject({ status: 0, stderr: '' })
  })
})

describe('The examples', () => {
  test('the shell loop ends after four passes without progress', () => {
    const project = makeProject()
    rmSync(join(project, '.dos'), { recursive: true })
    writeFileSync(join(bin, 'claude'), `#!/bin/sh\necho "$2"\n`)
    const log = join(home, 'nightly.log')
    expect(shell(join(ROOT, 'examples/shell-loop/loop.sh'), project)).toMatchObject({ status: 0 })
    expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(4)
  })

  test('the library prints what it says', () => {
    const code = readFileSync(join(ROOT, 'examples/library/decide-stop.ts'), 'utf8')
    // Beside the command, where the packages are found by name.
    const cache = join(ROOT, 'apps/hook/.cache')
    mkdirSync(cache, { recursive: true })
    const file = join(mkdtempSync(join(cache, 'example-')), 'decide-stop.ts')
    writeFileSync(file, code)
    const { stdout, stderr } = Bun.spawnSync([process.execPath, file])
    rmSync(join(file, '..'), { recursive: true })
    const promised = code.slice(code.lastIndexOf('console.log(')).match(/(?<=^\/\/ ).*$/gm)
    expect(`${stdout}${stderr}`.trimEnd().split('\n')).toEqual([...(promised ?? [])])
  })
})

describe('The README', () => {
  test('is under 10 KB, and each link of a page leads somewhere', () => {
    expect(readFileSync(join(ROOT, 'README.md')).length).toBeLessThan(10_000)
    for (const { page, text } of PAGES) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (/^https?:/.test(target)) continue
        expect({
          page,
          target,
          there: Bun.spawnSync(['test', '-e', join(ROOT, page, '..', target)]).exitCode,
        }).toEqual({ page, target, there: 0 })
      }
    }
  })
})
