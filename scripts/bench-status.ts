/**
 * Measures `dos-hook status` over 10,000 tallies, which is to answer in under a second. Prints a table; leaves with 1
 * where a median is above that.
 */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBinary, buildScript } from '../apps/hook/build/build.ts'
import { encodeRecord } from '../packages/marker-sensor/src/index.ts'

const TALLIES = 10_000
const ROUNDS = 7
const LIMIT_MS = 1000

const folder = mkdtempSync(join(tmpdir(), 'dos-hook-bench-status-'))
try {
  const binary = buildBinary(folder)
  const script = await buildScript(folder)
  const workspace = fill(join(folder, 'workspace'))
  const runtimes = [
    ['dos-hook, compiled', [binary]],
    ['node dos-hook.js', [nodePath(), script]],
    ['bun dos-hook.js', [process.execPath, script]],
  ] as const
  const cases = [
    ['status', []],
    ['status --json', ['--json']],
  ] as const
  console.log(`${TALLIES} tallies, all written today; median and slowest of ${ROUNDS} calls, ms`)
  console.log('| call | median | slowest | at most |\n|---|---:|---:|---:|')
  let isSlow = false
  for (const [name, words] of runtimes) {
    for (const [verb, more] of cases) {
      const times = Array.from({ length: ROUNDS }, () =>
        time([...words, 'status', ...more, '--workspace', workspace]),
      ).toSorted((one, other) => one - other)
      const median = times[Math.floor(ROUNDS / 2)] ?? Number.NaN
      isSlow ||= !(median < LIMIT_MS)
      console.log(
        `| ${name}: ${verb} | ${median.toFixed(0)} | ${times.at(-1)?.toFixed(0)} | ${LIMIT_MS}${median < LIMIT_MS ? '' : ' (missed)'} |`,
      )
    }
  }
  process.exitCode = isSlow ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Tallies as they are after a day of loops: a few dozen records with fingerprints, every streak from 0 to 5. */
function fill(path: string): string {
  const markers = join(path, '.dos', 'markers')
  mkdirSync(markers, { recursive: true })
  const fingerprint = { commit: { tree: 'a'.repeat(40) }, tree: 'b'.repeat(64) }
  const record = (op: string) =>
    `${encodeRecord({ op, now: Date.now(), id: crypto.randomUUID(), reason: '--loop says that this hook is bound to a loop', runId: 'nightly', fields: { fingerprint } })}\n`
  for (let at = 0; at < TALLIES; at += 1) {
    writeFileSync(
      join(markers, `${crypto.randomUUID()}.jsonl`),
      `${record('MARKER').repeat(20)}${record('RESET')}${record('MARKER').repeat(at % 6)}`,
    )
  }
  return path
}

/** To a file, as a pipe would measure the reader, too. @returns milliseconds */
function time(command: readonly string[]): number {
  const out = openSync(join(folder, 'out'), 'w')
  try {
    const began = performance.now()
    const { exitCode } = Bun.spawnSync([...command], { stdout: out, stderr: 'inherit', stdin: 'ignore' })
    const ms = performance.now() - began
    if (exitCode !== 0) throw new Error(`${command.join(' ')} left with ${exitCode}`)
    return ms
  } finally {
    closeSync(out)
  }
}

function nodePath(): string {
  const found = Bun.which('node')
  if (found === null) throw new Error('node is not on the PATH')
  return found
}
