import { dialectOf, type EventKind, type HookPoint, type HostName } from '@dos/hook-dialect'
import type { Trust, WiredHook } from '@dos/hook-doctor'
import type { FoundHook } from '@dos/hook-wiring'
import { readTail } from './command-tail.ts'
import { complaintAbout } from './complaint.ts'
import type { EntryMembers } from './entry-members.ts'
import { type OwnLine, ownLine } from './own-line.ts'
import { setBefore } from './set-before.ts'
import { shown } from './shown.ts'
import { readStart, type Start, type StartContext, unknown } from './start.ts'

/** A hook that runs this program, with how it starts it. */
export interface OwnHook {
  readonly hook: WiredHook
  readonly start: Start
  /** The command up to the verb, as a person reads it. */
  readonly command: string
}

/** What is known of a hook by its place in a settings file. */
export interface Beside {
  readonly trustOf?: (at: number) => Trust
  readonly membersOf?: (at: number) => EntryMembers
}

/** Of the hooks of a settings file those that run this program. */
export function ownHooks(
  host: HostName,
  found: readonly FoundHook[],
  context: StartContext,
  { trustOf = () => undefined, membersOf = () => ({ type: undefined, async: false }) }: Beside = {},
): readonly OwnHook[] {
  return found.flatMap((each, at) => {
    const line = ownLine(each)
    return line === undefined
      ? []
      : [toOwn(host, each, line, context, { ...membersOf(at), trust: trustOf(at) })]
  })
}

function toOwn(
  host: HostName,
  found: FoundHook,
  line: OwnLine,
  context: StartContext,
  beside: EntryMembers & Pick<WiredHook, 'trust'>,
): OwnHook {
  const { words, own = words.length } = line
  const start = startOf(found, line, context)
  const tail = readTail(words.slice(own))
  const flags = found.verb === undefined ? tail.words : tail.words.slice(1)
  const { event, verb, timeoutSeconds, hasIf, matcher, byHand } = found
  return {
    start,
    command: shown(words.slice(0, own), own),
    hook: {
      event,
      moment: momentOf(host, event),
      verb,
      command: shown(words, own),
      flags,
      dialect: dialectIn(flags),
      byHand,
      timeoutSeconds,
      hasIf,
      matcher,
      line: found.line,
      column: found.column,
      program: start.program,
      complaint: line.own === undefined ? undefined : complaintAbout(verb, flags),
      sets: setBefore(words.slice(0, own)),
      detached: tail.detached,
      ...beside,
    },
  }
}

/** Of a command that more is done in, what is started may be known to its shell alone. */
function startOf(
  { byHand, command }: FoundHook,
  { words, own, profile }: OwnLine,
  context: StartContext,
): Start {
  if (own === undefined) return unknown(command)
  const start = readStart(words.slice(0, own), byHand, context)
  const { named, found, word } = start.program
  return profile && named === 'by-name' && found === 'no' ? unknown(word) : start
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
