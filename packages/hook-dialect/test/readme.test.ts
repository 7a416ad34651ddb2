import { expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { runReadmeExamples } from '../../toml-table/test/support/readme.ts'

const PACKAGE = join(import.meta.dir, '..')

test('every example of the README prints what it says', () => {
  const runs = runReadmeExamples(PACKAGE)
  expect(runs.length).toBeGreaterThan(0)
  for (const { promised, printed } of runs) expect(printed).toEqual([...promised])
})

test('the hook of the README holds each host in its own tongue, once', () => {
  const reason = 'Run the tests before you finish.'
  expect(hookAnswers({ hook_event_name: 'Stop', session_id: 's', stop_hook_active: false })).toBe(
    `{"decision":"block","reason":"${reason}"}`,
  )
  expect(hookAnswers({ hook_event_name: 'stop', conversation_id: 'c', loop_count: 0 })).toBe(
    `{"followup_message":"${reason}"}`,
  )
  expect(hookAnswers({ conversationId: 'c', fullyIdle: true })).toBe(
    `{"decision":"continue","reason":"${reason}"}`,
  )
  expect(hookAnswers({ hook_event_name: 'Stop', session_id: 's', stop_hook_active: true })).toBe('')
  expect(hookAnswers({ hook_event_name: 'PreToolUse', session_id: 's' })).toBe('')
})

/** What the one `js` example says to an event on stdin. */
function hookAnswers(event: object): string {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8')
  const code = /^```js\n(.*?)^```$/ms.exec(readme)?.[1] ?? ''
  expect(code.trimEnd().split('\n')).toHaveLength(9)
  const cache = join(PACKAGE, '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'hook-'))
  try {
    const file = join(folder, 'hook.ts')
    writeFileSync(file, code)
    const { stdout, stderr, exitCode } = Bun.spawnSync([process.execPath, file], {
      stdin: Buffer.from(JSON.stringify(event)),
      env: { PATH: process.env['PATH'] ?? '' },
    })
    expect([stderr.toString(), exitCode]).toEqual(['', 0])
    return stdout.toString()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
