/**
 * Checks what `dos-hook stats --openmetrics` prints with promtool, the tool of those who read it: in an empty workspace,
 * after real decisions, and with names that have to be escaped. Says what was checked, line by line; fails where promtool
 * is not on the PATH. Debian has it in the package `prometheus`.
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildScript } from '../apps/hook/build/build.ts'

const promtool = Bun.which('promtool')
if (promtool === null)
  throw new Error('promtool is not on the PATH: apt-get install -y --no-install-recommends prometheus')

const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-openmetrics-'))
try {
  console.log(`ok  ${version(promtool)}`)
  const workspace = join(scratch, 'workspace')
  mkdirSync(join(workspace, '.dos', 'metrics'), { recursive: true })
  const script = await buildScript(scratch)
  const hook = (args: readonly string[], stdin = '') =>
    must([process.execPath, script, ...args, '--workspace', workspace], stdin)
  const stats = () => hook(['stats', '--openmetrics'])

  passes('nothing observed', stats())

  const event = JSON.stringify({ hook_event_name: 'Stop', session_id: 's', stop_hook_active: false })
  for (let stop = 0; stop < 6; stop += 1) hook(['marker', '--loop'], event)
  hook(['check', '--claim', '--run', 'nightly'])
  const decided = stats()
  for (const sample of [
    'dos_hook_decisions_total{verb="marker",outcome="held",',
    'dos_hook_decisions_total{verb="marker",outcome="refused",',
    'dos_hook_decisions_total{verb="check",outcome="granted",',
    'dos_hook_decision_duration_seconds_bucket{verb="marker",',
  ]) {
    if (!decided.includes(`\n${sample}`)) throw new Error(`there is no ${sample} in\n${decided}`)
  }
  passes('real decisions', decided)

  const names = ['a "quoted" name', 'back\\slash', 'two\nlines', '}{,=', '待🚀', '# EOF']
  for (const name of names) {
    const line = {
      verb: name,
      outcome: name,
      dialect: name,
      latency_ms: 2,
      exit: 0,
      ts: '2026-06-09T12:52:00Z',
    }
    appendFileSync(
      join(workspace, '.dos', 'metrics', 'observations.jsonl'),
      `${JSON.stringify(line)}\n{"torn\n`,
    )
  }
  passes('names that have to be escaped, and torn lines', stats())

  const broken = decided.replace(/^# HELP dos_hook_decisions_total .*\n/m, '')
  if (lint(broken).status === 0)
    throw new Error('promtool passes a text without help, so this checks nothing')
  console.log('ok  a text without help is refused')
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function passes(what: string, text: string): void {
  const { status, said } = lint(text)
  if (status !== 0 || said !== '') throw new Error(`${what}: promtool says ${said}\n${text}`)
  if (!text.endsWith('\n# EOF\n')) throw new Error(`${what}: it does not end in # EOF\n${text}`)
  console.log(`ok  ${what}: ${text.split('\n').length - 1} lines pass promtool check metrics`)
}

function lint(text: string): { readonly status: number; readonly said: string } {
  const { exitCode, stdout, stderr } = Bun.spawnSync([promtool ?? '', 'check', 'metrics'], {
    stdin: Buffer.from(text),
  })
  return { status: exitCode, said: `${stdout}${stderr}` }
}

function version(program: string): string {
  return must([program, '--version'], '').split('\n')[0] ?? ''
}

function must(words: readonly string[], stdin: string): string {
  // Without the environment of whoever calls: a DOS_HOOK_METRICS=0 of theirs would leave nothing to check.
  const { exitCode, stdout, stderr } = Bun.spawnSync([...words], {
    cwd: scratch,
    env: { PATH: process.env['PATH'] },
    stdin: Buffer.from(stdin),
  })
  if (exitCode !== 0) throw new Error(`${words.join(' ')} ended with ${exitCode}: ${stderr}`)
  return `${stdout}${stdout.length === 0 ? stderr : ''}`
}
