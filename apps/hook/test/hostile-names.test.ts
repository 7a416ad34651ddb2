import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { storm } from '../../../packages/toml-table/test/support/storms.ts'
import { type Ended, run } from './support/command.ts'
import { type Launch, launch, tool } from './support/launch.ts'
import { makeWorkspace, type Workspace } from './support/workspace.ts'

setDefaultTimeout(600_000)

/** What a stranger may write: sequences that terminals obey, colours that are none of ours, what reorders or hides. */
const E =
  '\u001b]0;owned\u0007\u001b[2J\u001b[95m\u009b31m\u0085\u007f\u202e\u2066\u200b\u2060\ufeff\u2028\u2029\r\n\t'
/** The same in a string of JSON or TOML, with half of a pair. */
const J = `${JSON.stringify(`${E}\ud800`).slice(1, -1)}`
/** The same in a file's name. */
const F = E

/** What no output may have: all but line ends, and the colours that the command itself uses. */
const ESCAPE = '\u001b'
const COLOURS = new RegExp(`${ESCAPE}\\[(?:0|1|2|22|3[1-69]|39)m`, 'g')
const UNSAFE = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u

interface Asked {
  readonly args: readonly string[]
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A workspace of which everything that can have a name has a hostile one. */
function makeHostile(): { readonly workspace: Workspace; readonly asked: readonly Asked[] } {
  const workspace = makeWorkspace()
  const put = (name: string, content: string) => workspace.put(name, content)
  const ws = workspace.folder(`plain/${F}`)
  const base = `plain/${F}`
  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-C', ws, '-c', 'user.name=x', '-c', 'user.email=x@x', ...args], {
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    })
  git('init', '--quiet', '-b', 'a\u202eb\u200b')
  put(`${base}/tracked${F}`, 'x')
  git('add', '-A')
  git('commit', '--quiet', '-m', E)
  put(`${base}/untracked${F}`, 'x')
  put(
    `${base}/dos.toml`,
    `[marker]\narm_on_env = ["DOS_LOOP", "${J.replace(/\\ud800/, '')}"]\n"${J.replace(/\\ud800/, '')}" = 1\n[progress]\npaths = ["${J.replace(/\\ud800/, '')}"]\n`,
  )
  // Tallies of any name, with records of any content.
  const record = (fields: string) =>
    `{"op":"MARKER","reason":"${J}","run_id":"${J}","ts":"2026-06-09T12:52:00Z"${fields}}\n`
  const lines = [
    record(''),
    record(`,"verb":"${J}","id":"${J}","${J}":"${J}"`),
    `{"op":"${J}","ts":"${J}","reason":["${J}"]}\n`,
    `{"op":"RESET","reason":"${J}","since":"${J}"}\n`,
    `{"op":"MARKER","schema":{"family":"${J}","version":1}}\n`,
    `{"op":"MARKER","schema":{"family":"wait-marker","version":9,"${J}":1}}\n`,
    `${E.replaceAll('\n', '')}\n`,
    `["${J}"]\n`,
    record(''),
    `{"op":"${E.replaceAll('\n', '')}`,
  ].join('')
  put(`${base}/.dos/markers/s.jsonl`, lines)
  put(`${base}/.dos/markers/${F}.jsonl`, lines)
  put(`${base}/.dos/markers/%1B%5D0%3Bowned%07%0A.jsonl`, lines)
  mkdirSync(join(ws, `.dos/markers/folder${F}.jsonl`))
  symlinkSync(`/nowhere/${F}`, join(ws, `.dos/markers/link${F}.jsonl`))
  symlinkSync(`../../../../${F}`, join(ws, '.dos/markers/outside.jsonl'))
  writeFileSync(join(workspace.path, F), 'x')
  const observed = (outcome: string) =>
    `{"dialect":"${J}","exit":0,"latency_ms":5,"marker_count":1,"max_markers":4,"outcome":"${outcome}","run_id":"${J}","schema":{"family":"hook-observation","version":1},"ts":"2026-06-09T12:52:00Z","verb":"${J}"}\n`
  put(`${base}/.dos/metrics/observations.jsonl`, `${observed(J)}${observed('held')}${E}\n`)
  const wired = {
    [E]: E,
    hooks: {
      Stop: [{ matcher: E, hooks: [{ type: 'command', command: `dos-hook marker ${E}`, [E]: E }] }],
      [E]: [{ hooks: [{ type: E, command: `./${E}/dos-hook marker --loop` }] }],
    },
  }
  for (const name of ['.claude/settings.json', '.claude/settings.local.json', '.qwen/settings.json']) {
    put(`${base}/${name}`, JSON.stringify(wired, null, 2))
  }
  put(`${base}/.gemini/settings.json`, `{"hooks": {"AfterAgent": [}${E}`)
  put(`${base}/.codex/config.toml`, `[features]\nhooks = "${E}\n`)
  // A workspace that lies in hostile folders, and is broken in one way each.
  const broken = (name: string, prepare: (path: string) => void): string => {
    const path = workspace.folder(`broken/${F}/${name}`)
    prepare(path)
    return path
  }
  const tomlOf = (text: string) => (path: string) => writeFileSync(join(path, 'dos.toml'), text)
  const cwds = [
    ws,
    broken('linked', (path) => {
      writeFileSync(join(path, 'dos.toml'), '')
      symlinkSync(workspace.path, join(path, '.dos'))
    }),
    broken('dangling', (path) => {
      writeFileSync(join(path, 'dos.toml'), '')
      symlinkSync(`/nowhere/${F}`, join(path, '.dos'))
    }),
    broken('file', (path) => writeFileSync(join(path, '.dos'), '')),
    broken(
      'values',
      tomlOf(`[marker]\n"a${J.replace(/\\ud800/, '')}" = 1\nmax_streak = "${J.replace(/\\ud800/, '')}"\n`),
    ),
    broken('syntax', tomlOf(`[marker]\nx = ${E}\n`)),
    broken('key', tomlOf(`[marker]\n"${E.replaceAll('\n', '')}" = 1\n`)),
    broken('table', tomlOf(`[${E.replaceAll('\n', '')}]\nx=1\n[marker]\nx=1\nx=2`)),
    broken('twice', tomlOf('[marker]\n"\\u001b[2J"=1\n"\\u001b[2J"=2')),
    broken('not-text', (path) => writeFileSync(join(path, 'dos.toml'), Buffer.from([0xff, 0x1b, 0x9b]))),
    broken('empty', () => {}),
  ]
  const env = {
    HOME: ws,
    XDG_CONFIG_HOME: ws,
    CID_RUN_ID: E.replaceAll('\0', ''),
    DOS_LOOP: E,
    TERM: E,
    SHELL: E,
    USER: E,
  }
  const inEach = (args: readonly string[], more: Omit<Asked, 'args'> = {}): readonly Asked[] =>
    cwds.map((cwd) => ({ args, cwd, env, ...more }))
  const stop = (cwd: string, more = {}) =>
    JSON.stringify({
      hook_event_name: 'Stop',
      session_id: 's',
      cwd,
      stop_hook_active: false,
      transcript_path: E,
      ...more,
    })
  const events: readonly string[] = [
    ...cwds.map((cwd) => stop(cwd)),
    stop(ws, { hook_event_name: `Stop${E}` }),
    stop(ws, { session_id: `s${E}`, prompt: E, last_assistant_message: E }),
    stop(ws, { session_id: E, cwd: `/x${E}` }),
    stop(ws, {
      session_crons: [{ id: E, prompt: E, schedule: E }],
      background_tasks: [{ id: E, command: E }],
    }),
    stop(ws, { hook_event_name: 'UserPromptSubmit', prompt: E }),
    stop(ws, {
      hook_event_name: 'PreToolUse',
      tool_name: `ScheduleWakeup${E}`,
      tool_input: { prompt: E, delaySeconds: E },
    }),
    stop(ws, {
      hook_event_name: 'PreToolUse',
      tool_name: 'ScheduleWakeup',
      tool_input: { prompt: E, delaySeconds: 60, reason: E },
    }),
    stop(ws, { hook_event_name: 'SessionStart', source: E }),
    stop(ws, {
      hook_event_name: 'stop',
      conversation_id: E,
      workspace_roots: [`/c:/${E}`, E],
      status: E,
      loop_count: 1,
    }),
    `{"hook_event_name":"${J}","session_id":"${J}","cwd":"${J}"}`,
    `["${J}"]`,
    `${E}{`,
    `{"${J}":`,
  ]
  const hooks = ['marker', 'wake', 'rearm'].flatMap((verb) =>
    events.flatMap((stdin) =>
      [['--debug'], ['--json'], ['--dry-run', '--debug']].map(
        (flags): Asked => ({
          args: [verb, ...(verb === 'marker' ? ['--loop'] : []), ...flags],
          stdin,
          env,
          cwd: ws,
        }),
      ),
    ),
  )
  const asked: readonly Asked[] = [
    ...hooks,
    ...inEach(['check', '--claim', '--run', `r${E}`, '--debug']),
    ...inEach(['check', '--run', `r${E}`, '--json']),
    ...inEach(['check', '--claim', '--max-markers', '0', '--run', E]),
    ...[[], ['--json'], ['--all']].flatMap((flags) => inEach(['status', ...flags])),
    ...[[], ['--json'], ['--all'], ['s'], [E], ['outside'], ['link']].flatMap((flags) =>
      inEach(['explain', ...flags]),
    ),
    ...events.flatMap((stdin) =>
      [[], ['--json']].map((flags): Asked => ({ args: ['explain', ...flags], stdin, env, cwd: ws })),
    ),
    ...[[], ['--json'], ['--openmetrics']].flatMap((flags) => inEach(['stats', ...flags])),
    ...[['--dry-run'], ['--dry-run', '--json']].flatMap((flags) =>
      inEach(['prune', '--older-than', '1d', '--keep', '0', ...flags]),
    ),
    ...[[], ['--json'], ['--event', E]].flatMap((flags) => inEach(['doctor', ...flags])),
    ...['claude-code', 'codex', 'gemini-cli', 'qwen-code', E].flatMap((host) => [
      { args: ['init', '--dry-run', host], env, cwd: ws },
      { args: ['init', '--dry-run', '--scope', 'user', host], env, cwd: ws },
      { args: ['remove', '--dry-run', host], env, cwd: ws },
    ]),
    ...inEach(['init', '--dry-run']),
    ...inEach(['remove', '--dry-run']),
    ...[[E], [`--${E}`], ['completions', E], ['help', E]].map((args) => ({ args, env, cwd: ws })),
    ...[
      'marker',
      'wake',
      'rearm',
      'check',
      'status',
      'explain',
      'stats',
      'prune',
      'doctor',
      'init',
      'remove',
    ].flatMap((verb) => [
      { args: [verb, `--${E}`], env, cwd: ws },
      { args: [verb, `--workspace=/nowhere${E}`, '--run', E], env, cwd: ws, stdin: stop(ws) },
      { args: [verb, '--workspace', `/nowhere${E}`], env, cwd: ws, stdin: stop(ws) },
      { args: [verb, '--max-markers', E], env, cwd: ws },
      { args: [verb, '--dialect', E, '--session-id', E], env, cwd: ws, stdin: stop(ws) },
    ]),
    ...['bash', 'zsh', 'fish'].map((shell) => ({ args: ['completions', shell], env, cwd: ws })),
  ]
  return { workspace, asked }
}

/** Which of the calls are made: each, or every so many. Node takes long to start. */
const BY = [
  ['the compiled command', storm(1, 5)],
  ['node with the script', 16],
] as const

describe.each(BY)('Whatever a stranger named, by %s', (by, every) => {
  let launched: Launch
  beforeAll(async () => {
    const git = tool('git')
    const { words } = await launch(by)
    launched = { words, path: git.slice(0, git.lastIndexOf('/')) }
  })

  test('no output of any command has it raw, in colours or without', async () => {
    const { workspace, asked } = makeHostile()
    using _ = workspace
    const spoke: string[] = []
    const heard = new Map<string, number>()
    let at = 0
    const next = async (): Promise<void> => {
      for (let each = asked[at++]; each !== undefined; each = asked[at++]) {
        if (at % every !== 0) continue
        const { args, stdin = '', env = {}, cwd = '/' } = each
        const colours = (at / every) % 2 === 0 ? { FORCE_COLOR: '1' } : {}
        const said: Ended = await run(stdin, { by: launched, args, env: { ...env, ...colours }, cwd })
        for (const text of [said.stdout, said.stderr]) {
          // The table of `status` for other programs has tabs of its own, as have the completions.
          const own = /^(status|completions)$/.test(args[0] ?? '') ? text.replaceAll('\t', '') : text
          const raw = UNSAFE.exec(own.replaceAll(COLOURS, ''))
          if (raw !== null) {
            const near = own.slice(Math.max(0, raw.index - 100), raw.index + 50)
            spoke.push(
              `${JSON.stringify([args, stdin.slice(0, 80), cwd.slice(-20)])}: ${JSON.stringify(near)}`,
            )
          }
        }
        expect(said.status === 0 || said.status === 1).toBe(true)
        if (args.includes('--json') && said.stdout !== '') {
          try {
            JSON.parse(said.stdout)
          } catch {
            spoke.push(`${JSON.stringify(args)}: no JSON: ${said.stdout}`)
          }
        }
        if (said.stdout + said.stderr !== '') heard.set(args[0] ?? '', (heard.get(args[0] ?? '') ?? 0) + 1)
      }
    }
    await Promise.all([next(), next()])
    expect(spoke).toEqual([])
    for (const verb of [
      'marker',
      'wake',
      'rearm',
      'check',
      'status',
      'explain',
      'stats',
      'prune',
      'doctor',
      'init',
      'remove',
    ]) {
      expect([verb, (heard.get(verb) ?? 0) > 4 / every]).toEqual([verb, true])
    }
  })
})
