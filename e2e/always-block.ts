/**
 * The Stop hook that people write first: it never lets the agent stop. To keep a run finite it gives up after so
 * many calls, which it counts in a file.
 *
 *   bun always-block.ts COUNT-FILE LIMIT
 */
import { appendFileSync, statSync } from 'node:fs'

const [file = '', limit = '0'] = process.argv.slice(2)
appendFileSync(file, '.')
if (statSync(file).size <= Number(limit)) {
  console.log(JSON.stringify({ decision: 'block', reason: 'Not finished yet. Keep waiting for the build.' }))
}
