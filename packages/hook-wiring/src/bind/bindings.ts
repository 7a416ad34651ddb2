import { capabilitiesOf, dialectOf, type HookPoint, type HostName } from '@dos/hook-dialect'
import type { Layout } from '../layouts/layout.ts'
import { layoutOf } from '../layouts/locate.ts'
import { isAbsolutePath } from '../layouts/paths.ts'
import { readOwnCommand } from './own-command.ts'
import { joinWords, splitWords } from './words.ts'

/** What to bind, in words that mean the same for every host. */
export interface Wanted {
  /** The words that start the program: an absolute path, alone or behind what runs it, or `PROJECT_COMMAND`. Never empty. */
  readonly command: readonly string[]
  /** Whether every Stop is one of a loop. */
  readonly loop: boolean
  /** Whether prompts and wake-ups that the agent schedules for itself are counted, too. For hosts that `canWake`. */
  readonly wake: boolean
  /** How long the host waits for a Stop hook, in whole seconds. */
  readonly timeoutSeconds: number
}

/** One hook to be bound, in a host's own words. */
export interface Binding {
  /** The host's name of the event. */
  readonly event: string
  /** The verb and what is needed behind it; the first word is the verb. */
  readonly words: readonly [string, ...string[]]
  /** The words that start the program. */
  readonly command: readonly string[]
  /** The tools it is for; `undefined`: not for tools. */
  readonly matcher: string | undefined
  readonly timeoutSeconds: number
}

/** How long every hook may take that waits for nothing: a thousand times what one takes. */
export const DEFAULT_TIMEOUT_SECONDS = 10

/**
 * Hosts whose Stop is told by its fields with certainty, as measured; and VS Code, which shares its file with one of
 * them. All others are named on the command line.
 */
const TOLD_BY_EVENT: readonly HostName[] = ['claude-code', 'codex', 'gemini', 'qwen', 'copilot', 'vscode']

/**
 * What is bound to which event of a host. Nothing where the host's settings can't be written here.
 *
 * @throws RangeError when an entry with that command would not be known as this program's when it is read again, so
 * that nothing could ever take it out, or when the timeout is no whole number of seconds above zero
 */
export function bindings(host: HostName, wanted: Wanted): readonly Binding[] {
  const layout = layoutOf(host)
  if (layout === undefined) return []
  refuseOdd(wanted)
  const { command, loop, wake, timeoutSeconds } = wanted
  const bind = (point: HookPoint, words: Binding['words'], more: Partial<Binding> = {}): Binding => {
    const [event = ''] = dialectOf(host).events[point]
    return { event, words, command, matcher: undefined, timeoutSeconds: DEFAULT_TIMEOUT_SECONDS, ...more }
  }
  const dialect = TOLD_BY_EVENT.includes(host) ? [] : ['--dialect', host]
  const marker = bind('stop', ['marker', ...(loop ? ['--loop'] : []), ...dialect], { timeoutSeconds })
  if (!wake || layout.schedulers === undefined) return [marker]
  return [
    marker,
    bind('stop', ['wake']),
    bind('prompt', ['wake']),
    bind('before-tool', ['rearm'], { matcher: layout.schedulers }),
  ]
}

function refuseOdd({ command, timeoutSeconds }: Wanted): void {
  if (!startsProgram(command)) {
    throw new RangeError(
      `command must be words that start dos-hook and no more, but is ${JSON.stringify(command)}`,
    )
  }
  if (!(Number.isSafeInteger(timeoutSeconds) && timeoutSeconds > 0)) {
    throw new RangeError(`timeoutSeconds must be a whole number, 1 or more, but is ${String(timeoutSeconds)}`)
  }
}

/**
 * Whether words start this program and do nothing else, as `bindings` demands of a command: entries with others would
 * not be known as this program's when they are read again.
 */
export function startsProgram(command: readonly string[]): boolean {
  const found = readOwnCommand(splitWords(joinWords([...command, 'marker'])))
  return found?.plain === true && found.program === command.length
}

/** Whether a host has an agent that schedules its own next turn, so that `wake` and `rearm` can be bound. */
export function canWake(host: HostName): boolean {
  return layoutOf(host)?.schedulers !== undefined
}

/** The members by which a handler says what to run. */
export type CommandMembers = { readonly command: string; readonly args?: readonly string[] }

/**
 * How a command is written for a host. A program that is looked up on the PATH is always part of a command line, since
 * what starts it may be a script on some platforms.
 */
export function commandMembers(layout: Layout, words: readonly string[]): CommandMembers {
  const [program = '', ...args] = words
  return layout.takesArguments && isAbsolutePath(program)
    ? { command: program, args }
    : { command: joinWords(words) }
}

/** How many of a second the host counts timeouts in. */
export function unitsPerSecond({ host }: Layout): number {
  return capabilitiesOf(host).timeoutUnit === 'ms' ? 1000 : 1
}

/** What is put into the list of an event: the handler, in a group of its own where the host has groups. */
export function newItem(layout: Layout, binding: Binding): object {
  const { command, words, timeoutSeconds, matcher } = binding
  const handler = {
    ...(layout.handler ?? { type: 'command' }),
    ...commandMembers(layout, [...command, ...words]),
    [layout.timeoutKey ?? 'timeout']: timeoutSeconds * unitsPerSecond(layout),
  }
  if (!layout.grouped) return handler
  return matcher === undefined ? { hooks: [handler] } : { matcher, hooks: [handler] }
}
