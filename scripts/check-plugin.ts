/**
 * Checks the plugin for Claude Code: its manifests, its version, and each of its commands with an event; and where the
 * host itself is at hand, by `claude plugin validate`. CLAUDE_BIN names the host; else it is looked for where
 * `bun run e2e:hosts` installs it, and on the PATH.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buildBinary } from '../apps/hook/build/build.ts'
import { boundHooks, MARKETPLACE, PLUGIN, pluginFaults } from '../apps/hook/test/support/plugin.ts'
import { claudeCode } from '../e2e/hosts/claude-code.ts'
import { cacheFolder } from '../e2e/install-host.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-plugin-'))
try {
  for (const fault of pluginFaults()) complain(fault)
  runCommands()
  validate()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Armed, each command has to take its event; without the command, it has to be silent. */
function runCommands(): void {
  buildBinary(scratch)
  const path = process.env['PATH'] ?? ''
  for (const { event, words, command } of boundHooks()) {
    const stdin = JSON.stringify({
      session_id: 'check',
      cwd: scratch,
      hook_event_name: event,
      stop_hook_active: false,
      prompt: 'look at CI',
      session_crons: [],
      tool_name: 'ScheduleWakeup',
      tool_input: { delaySeconds: 60, prompt: 'look at CI', reason: 'CI runs' },
    })
    const armed = fire(command, stdin, [scratch, path].join(delimiter))
    const holds = words[0] === 'marker'
    if (armed.exitCode !== 0 || (armed.stdout !== '') !== holds) {
      complain(`${event}: ${command} left with ${armed.exitCode} and said ${armed.stdout}${armed.stderr}`)
    }
    const missing = fire(command, stdin, '/nonexistent')
    if (missing.exitCode !== 0 || missing.stdout + missing.stderr !== '') {
      complain(`${event}: without dos-hook, ${command} left with ${missing.exitCode}: ${missing.stderr}`)
    }
    console.log(`ok  ${event}: ${words.join(' ')}, and nothing where the command is missing`)
  }
}

function fire(command: string, stdin: string, path: string) {
  const shell = Bun.which('sh') ?? 'sh'
  const { exitCode, stdout, stderr } = Bun.spawnSync([shell, '-c', command], {
    cwd: scratch,
    env: { PATH: path, DOS_LOOP: '1' },
    stdin: Buffer.from(stdin),
  })
  return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() }
}

/** What the host says to the manifests. It gets a home of its own, and is told to ask nobody. */
function validate(): void {
  const host = findHost()
  if (host === undefined) {
    console.log('--  claude is not here: `claude plugin validate` was not run')
    return
  }
  for (const target of [PLUGIN, MARKETPLACE]) {
    const { exitCode, stdout, stderr } = Bun.spawnSync([host, 'plugin', 'validate', '--strict', target], {
      cwd: scratch,
      env: {
        PATH: process.env['PATH'],
        HOME: scratch,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
      },
      timeout: 120_000,
    })
    if (exitCode === 0) console.log(`ok  claude plugin validate --strict ${target}`)
    else complain(`claude plugin validate ${target}: ${stdout.toString()}${stderr.toString()}`)
  }
}

function findHost(): string | undefined {
  const { env } = process
  const named = env['CLAUDE_BIN']
  if (named !== undefined && named !== '') return named
  const { name, version, command } = claudeCode
  const cached = join(cacheFolder(env), `${name}-${version}`, 'node_modules', '.bin', command)
  return existsSync(cached) ? cached : (Bun.which(command) ?? undefined)
}

function complain(text: string): void {
  console.error(text)
  process.exitCode = 1
}
