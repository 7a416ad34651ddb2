import { chmodSync } from 'node:fs'
import { type Desk, handler, settings } from './desk.ts'
import { tool } from './launch.ts'

/** Where a user's own settings of Claude Code lie, from the home on. */
export const USER = '.claude/settings.json'

/** The finding that is there wherever the latch is respected, and nothing to mend. */
export const LATCH = 'latch-spends-once'

/** What is told of a guard that is wired as it should be, and from which no session has run yet. */
export const FRESH: readonly string[] = ['not-called-yet', LATCH]

/** Claude Code with the command as `init` wires it, in the user's settings. */
export async function wire(
  desk: Desk,
  args?: readonly string[],
  more?: Readonly<Record<string, unknown>>,
): Promise<void> {
  desk.home.put(USER, settings({ Stop: [await handler(args, more)] }))
}

/** A script in the user's own folder that passes for this program. */
export function fake(desk: Desk, name: string, script: string): string {
  const path = desk.home.put(name, `#!${tool('sh')}\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

/** What answers as this program does, of any version. */
export const answers = (version: string, before = ':'): string =>
  `${before}; case "$1" in --version) echo "dos-hook ${version}";; esac`
