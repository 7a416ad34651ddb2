/** Adds up the line coverage of each package from the last `bun test --coverage`, and fails below the least. */
import { readFileSync } from 'node:fs'

/** Percent of lines, for each package. */
const LEAST = 98

/** What runs only in processes of their own, where nothing is counted: a wait that signals end, poll(2) on a real pipe. */
const ELSEWHERE = ['packages/hook-call/src/marker/wait.ts', 'packages/hook-call/src/poll.ts']

const lines = new Map<string, { found: number; hit: number }>()
let current: { found: number; hit: number } | undefined
for (const line of readFileSync('coverage/lcov.info', 'utf8').split('\n')) {
  const [tag = '', value = ''] = line.split(':')
  if (tag === 'SF') {
    const name = ELSEWHERE.includes(value) ? undefined : /^packages\/([^/]+)\/src\//.exec(value)?.[1]
    current = name === undefined ? undefined : (lines.get(name) ?? { found: 0, hit: 0 })
    if (name !== undefined && current !== undefined) lines.set(name, current)
  }
  if (current !== undefined && tag === 'LF') current.found += Number(value)
  if (current !== undefined && tag === 'LH') current.hit += Number(value)
}

if (lines.size === 0) throw new Error('coverage/lcov.info names no package: run bun test --coverage first')
for (const [name, { found, hit }] of lines) {
  const percent = (100 * hit) / found
  console.log(`${percent.toFixed(2).padStart(6)} %  @dos/${name} (${hit} of ${found} lines)`)
  if (percent < LEAST) process.exitCode = 1
}
