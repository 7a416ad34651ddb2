/**
 * The main job, on a Stop event as Claude Code sends it: five turns of one session end without progress. Four are
 * held open, the fifth is released; then the tally that decided it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { buildScript } from '../apps/hook/build/build.ts'

const folder = mkdtempSync(join(tmpdir(), 'dos-hook-demo-'))
try {
  const hook = await buildScript(folder)
  const event = JSON.stringify({
    session_id: 'demo',
    transcript_path: join(folder, 'transcript.jsonl'),
    cwd: folder,
    permission_mode: 'default',
    hook_event_name: 'Stop',
    stop_hook_active: false,
    last_assistant_message: 'The build is still running. I will check again.',
    background_tasks: [],
    session_crons: [],
  })
  console.log(`${dim('$')} echo '${event}' | dos-hook marker --loop\n`)
  for (let turn = 1; turn <= 5; turn += 1) {
    const { stdout, exitCode } = Bun.spawnSync([hook, 'marker', '--loop'], {
      stdin: Buffer.from(event),
      stderr: 'inherit',
    })
    if (exitCode !== 0) throw new Error(`dos-hook left with ${exitCode}`)
    const answer = stdout.toString().trim()
    console.log(
      `turn ${turn}  ${answer === '' ? styleText('green', 'released') : styleText('yellow', 'held')}  ${shorten(answer)}`,
    )
  }
  console.log(`\n${dim('$')} cat .dos/markers/demo.jsonl`)
  console.log(readFileSync(join(folder, '.dos', 'markers', 'demo.jsonl'), 'utf8').trimEnd())
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function shorten(answer: string): string {
  return dim(answer === '' ? '(nothing on stdout: the agent stops)' : answer.replace(/^(.{76}).+$/, '$1…"}'))
}

function dim(text: string): string {
  return styleText('dim', text)
}
