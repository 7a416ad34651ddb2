import { dialectOf, type EventKind, type HookPoint, type HostName } from '@dos/hook-dialect'
import type { Trust, WiredHook } from '@dos/hook-doctor'
import type { FoundHook } from '@dos/hook-wiring'
import { beforeOperator, complaintAbout } from './complaint.ts'
import { shown } from './shown.ts'
import { ownWords, readStart, type Start, type StartContext } from './start.ts'

/** A hook that runs this program, with how it starts it. */
export interface OwnHook {
  readonly hook: WiredHook
  readonly start: Start
  /** The command up to the verb, as a person reads it. */
  readonly command: string
}

/** Of the hooks of a settings file those that run this program. */
export function ownHooks(
  host: HostName,
  found: readonly FoundHook[],
  context: StartContext,
  trustOf: (at: number) => Trust = () => undefined,
): readonly OwnHook[] {
  return found.flatMap((each, at) => {
    const own = ownWords(each)
    return own === undefined ? [] : [toOwn(host, each, own, context, trustOf(at))]
  })
}

function toOwn(
  host: HostName,
  found: FoundHook,
  own: readonly string[],
  context: StartContext,
  trust: Trust,
): OwnHook {
  const start = readStart(own, found.byHand, context)
  const behind = beforeOperator(found.words.slice(own.length))
  const flags = found.verb === undefined ? behind : behind.slice(1)
  const { event, verb, timeoutSeconds, hasIf, matcher, byHand, line, column } = found
  return {
    start,
    command: shown(own, own.length),
    hook: {
      event,
      moment: momentOf(host, event),
      verb,
      command: shown(found.words, own.length),
      flags,
      dialect: dialectIn(flags),
      byHand,
      timeoutSeconds,
      hasIf,
      matcher,
      line,
      column,
      program: start.program,
      complaint: complaintAbout(verb, flags),
      trust,
    },
  }
}

/** What a host's event is, by the names that the host gives them. VS Code takes those of Copilot CLI's files, too. */
function momentOf(host: HostName, event: string): EventKind {
  const { events } = dialectOf<HostName>(host)
  const points = Object.keys(events) as readonly HookPoint[]
  const point = points.find((each) => events[each].includes(event))
  if (point !== undefined) return point
  return host === 'vscode' ? momentOf('copilot', event) : 'other'
}

/** The last one counts, written in one word or two. */
function dialectIn(flags: readonly string[]): string | undefined {
  return flags
    .map((flag, at) => (flag === '--dialect' ? flags[at + 1] : /^--dialect=(.*)$/s.exec(flag)?.[1]))
    .findLast((dialect) => dialect !== undefined)
}
