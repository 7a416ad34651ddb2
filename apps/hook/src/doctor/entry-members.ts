import type { FoundHook } from '@dos/hook-wiring'
import { isRecord } from './claude-settings.ts'
import { codexHandlers } from './codex-trust.ts'

/** What an entry says of itself beside its command. */
export interface EntryMembers {
  readonly type: string | undefined
  readonly async: boolean
}

const NOTHING: EntryMembers = { type: undefined, async: false }

/**
 * The members of each entry that was found in a settings file, in its order. Nothing is told where the file is in
 * another form than most hosts share, or where the two lists of entries don't fit.
 */
export function entryMembers(text: string, found: readonly FoundHook[]): (at: number) => EntryMembers {
  const handlers = codexHandlers(hooksIn(text))
  const fit =
    handlers.length === found.length && handlers.every(({ event }, at) => event === found[at]?.event)
  if (!fit) return () => NOTHING
  return (at) => membersOf(handlers[at]?.handler ?? {})
}

/** What Codex, Claude Code and most others say of an entry. */
export function membersOf({ type, async }: Readonly<Record<string, unknown>>): EntryMembers {
  return { type: typeof type === 'string' ? type : undefined, async: async === true }
}

function hooksIn(text: string): unknown {
  try {
    const settings: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return isRecord(settings) ? settings['hooks'] : undefined
  } catch {
    // With comments, which some hosts read.
    return undefined
  }
}
