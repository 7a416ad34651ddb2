import type { HostName } from '@dos/hook-dialect'
import type { Moment } from './layout.ts'
import { layoutOf } from './layouts/index.ts'
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
  const dialect = TOLD_BY_EVENT.includes(host) ? [] : ['--dialect', host]
  const bind = (moment: Moment, words: Binding['words'], matcher?: string, seconds?: number): Binding[] => {
    const event = layout.names[moment]
    if (event === undefined) return []
    return [{ event, words, command, matcher, timeoutSeconds: seconds ?? DEFAULT_TIMEOUT_SECONDS }]
  }
  const marker = bind('stop', ['marker', ...(loop ? ['--loop'] : []), ...dialect], undefined, timeoutSeconds)
  if (!wake || layout.schedulers === undefined) return marker
  return [
    ...marker,
    ...bind('stop', ['wake']),
    ...bind('prompt', ['wake']),
    ...bind('before-tool', ['rearm'], layout.schedulers),
  ]
}

function refuseOdd({ command, timeoutSeconds }: Wanted): void {
  const line = joinWords([...command, 'marker'])
  const found = readOwnCommand(splitWords(line))
  if (!found?.plain || found.program !== command.length) {
    throw new RangeError(`hooks bound by ${JSON.stringify(command)} would not be known as those of dos-hook`)
  }
  if (!(Number.isSafeInteger(timeoutSeconds) && timeoutSeconds > 0)) {
    throw new RangeError(`a timeout is a whole number of seconds above zero, not ${timeoutSeconds}`)
  }
}

/** Whether a host has an agent that schedules its own next turn, so that `wake` and `rearm` can be bound. */
export function canWake(host: HostName): boolean {
  return layoutOf(host)?.schedulers !== undefined
}
