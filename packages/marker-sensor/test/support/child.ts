import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { claim, count, reset } from '../../src/index.ts'
import { pathsIn } from './workspace.ts'

// A process of its own: `child.ts <what> <workspace> [number]`. One line of JSON on stdout for each thing done.

const NOBODY = 65534
const [what, workspace = '', number = '0'] = process.argv.slice(2)
const paths = pathsIn(workspace)
const request = (cap: number) => ({ cap, id: randomUUID(), now: Date.now() })
const tell = (told: unknown) => writeSync(1, `${JSON.stringify(told)}\n`)

/** What came of a call, or the code of what it threw. */
function outcome(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

switch (what) {
  // Claims once, at a moment that many others wait for as well.
  case 'claim-at': {
    while (Date.now() < Number(number));
    tell(claim(paths, request(4)))
    break
  }
  // Claims and resets for ever; tells the id of each grant once it has it.
  case 'claim-for-ever': {
    for (;;) {
      const asked = request(4)
      if (claim(paths, asked).granted) tell(asked.id)
      else reset(paths, { now: Date.now() })
    }
  }
  // Claims and counts with no more rights than anyone.
  case 'claim-as-nobody': {
    if (process.getuid?.() === 0) {
      process.setgroups?.([])
      process.setgid?.(NOBODY)
      process.setuid?.(NOBODY)
    }
    tell([outcome(() => claim(paths, request(4))), outcome(() => count(paths))])
    break
  }
  default:
    throw new Error(`no such thing to do: ${what}`)
}
