import { type Limit, startHost } from './process.ts'
import type { Drive, Stage } from './stage.ts'

/** One headless run for each prompt; the later ones go on with the session of the first. */
export function print(...prompts: readonly string[]): Drive {
  return async (stage) => {
    for (const [at, prompt] of prompts.entries()) await printOne(stage, `host-${at + 1}`, prompt, at > 0)
  }
}

/** One headless run that may go on without end by itself: it is ended after so many seconds, and that is no fault. */
export function printFor(seconds: number, prompt: string): Drive {
  return (stage) => printOne(stage, 'host-1', prompt, false, { ms: seconds * 1000, isFault: false })
}

/** Headless runs at the same time, in one project, each a session of its own. */
export function printAtOnce(...prompts: readonly string[]): Drive {
  return async (stage) => {
    await Promise.all(prompts.map((prompt, at) => printOne(stage, `host-${at + 1}`, prompt, false)))
  }
}

function printOne(stage: Stage, name: string, prompt: string, resume: boolean, limit?: Limit): Promise<void> {
  const host = startHost(stage, name, stage.host.print(prompt, { resume }), limit)
  host.hangUp()
  return host.ended
}
