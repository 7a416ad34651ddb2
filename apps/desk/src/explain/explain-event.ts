import { type HookEvent, readEvent } from '@dos/hook-call/event/event'
import type { Io } from '@dos/hook-call/io'
import { type Fact, renderFacts } from '@dos/tally-view'
import { escapeJson } from '@dos/terminal-text'
import type { DeskIo } from '../world/desk-io.ts'
import { stylesOf } from '../world/styles.ts'
import { explainGuard } from './explain-guard.ts'
import { explainStop } from './explain-stop.ts'
import type { ExplainFlags } from './flags.ts'

/** One event, explained: for people, and for scripts. */
export interface Explained {
  readonly facts: readonly Fact[]
  readonly report: object
}

/**
 * Tells what would become of an event, and which rule decides.
 *
 * @returns why the text is no event; `undefined` where it is one
 */
export async function explainEvent(
  text: string,
  flags: ExplainFlags,
  io: DeskIo,
): Promise<string | undefined> {
  const reading = readEvent(text, flags.hook.dialect, io.env)
  if (!reading.ok) return `${reading.why}; the hook would release the turn`
  const hookIo: Io = {
    ...io,
    readStdin: async () => ({ kind: 'text', text }),
    stdinIsDevice: () => false,
    print: () => true,
    elapsed: () => 0,
  }
  const { facts, report } = await explain(reading.event, flags, hookIo, io)
  if (flags.json) {
    const evidence = facts.map(({ name, value }) => ({ name, value }))
    io.write(`${escapeJson(JSON.stringify({ ...report, evidence }))}\n`)
  } else {
    const canvas = { columns: io.columns, styles: stylesOf(io) }
    io.write(`${renderFacts(facts, canvas).join('\n')}\n`)
  }
  return undefined
}

/** The verb that is bound to such an event is asked. */
function explain(event: HookEvent, flags: ExplainFlags, hookIo: Io, io: DeskIo): Promise<Explained> {
  if (event.kind === 'prompt') return explainGuard('wake', event, flags, hookIo)
  if (event.kind === 'before-tool') return explainGuard('rearm', event, flags, hookIo)
  return explainStop(flags, hookIo, io)
}
